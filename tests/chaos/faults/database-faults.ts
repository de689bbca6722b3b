import type { ChaosWorld } from '../chaos-world.ts'
import type { Fault } from './fault.ts'
import { inTheMiddle, withBlows } from './fault.ts'

const LASTS_MS = 1_500

async function cut({ store }: ChaosWorld): Promise<void> {
  await store.executeSql('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
}

/** Every write of ours ends as on a full disk: Postgres' own error 53100, raised by triggers; reading goes on. */
async function fillDisk({ store }: ChaosWorld): Promise<void> {
  await store.executeSql(`create or replace function no_space_left() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`)
  for (const table of await ourTables({ store }))
    await store.executeSql(`create trigger no_space_left before insert or update or delete on ${table} for each statement execute function no_space_left()`)
}

async function emptyDisk({ store }: ChaosWorld): Promise<void> {
  await store.executeSql('drop function no_space_left() cascade')
}

async function ourTables({ store }: Pick<ChaosWorld, 'store'>): Promise<string[]> {
  const { rows } = await store.executeSql(`select table_name as name from information_schema.tables where table_schema = 'public' and table_name not like 'kysely%' order by 1`) as { rows: { name: string }[] }
  return rows.map(row => row.name)
}

/** Every commit waits for the disk, a tenth of a second each. */
async function slowDisk({ store }: ChaosWorld, isSlow: boolean): Promise<void> {
  await store.executeSql(isSlow ? 'alter system set commit_delay = 100000' : 'alter system reset commit_delay')
  await store.executeSql(isSlow ? 'alter system set commit_siblings = 0' : 'alter system reset commit_siblings')
  await store.executeSql('select pg_reload_conf()')
}

/** What happens to the database. */
export const DATABASE_FAULTS = {
  database_cut: withBlows(({ world }) => cut(world)),
  database_restarted: withBlows(({ world }) => world.restartDatabase()),
  disk_full: inTheMiddle({ begin: ({ world }) => fillDisk(world), lastsMs: () => LASTS_MS, end: ({ world }) => emptyDisk(world) }),
  disk_slow: inTheMiddle({ begin: ({ world }) => slowDisk(world, true), lastsMs: () => LASTS_MS, end: ({ world }) => slowDisk(world, false) }),
} satisfies Record<string, Fault>
