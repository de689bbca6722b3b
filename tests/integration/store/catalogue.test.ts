import { expect, it } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'

/** Finds the portal's number, and what the migrator keeps: the only tables without `portal_id` in front. */
const EXCEPTIONS = ['portal_directory', 'kysely_migration', 'kysely_migration_lock']

describeOnBothEngines('the catalogue', (engine) => {
  it('has portal_id as the first column of every primary key, unique key and index', async () => {
    const { rows } = await engine.store.executeSql(`
      select t.relname as table, i.relname as index, a.attname as first
      from pg_index x
      join pg_class t on t.oid = x.indrelid
      join pg_class i on i.oid = x.indexrelid
      join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
      join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]`) as { rows: { table: string, index: string, first: string }[] }
    const ours = rows.filter(row => !EXCEPTIONS.includes(row.table))
    expect(ours.length).toBeGreaterThan(30)
    expect(ours.filter(row => row.first !== 'portal_id')).toEqual([])
  })

  it('has portal_id as the first column on both sides of every foreign key', async () => {
    const { rows } = await engine.store.executeSql(`
      select c.conname as name, a.attname as own, b.attname as other
      from pg_constraint c
      join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
      where c.contype = 'f'`) as { rows: { name: string, own: string, other: string }[] }
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.filter(row => row.own !== 'portal_id' || row.other !== 'portal_id')).toEqual([])
  })

  it('gives every table a portal_id and a primary key', async () => {
    const { rows } = await engine.store.executeSql(`
      select t.table_name as table,
        exists (select 1 from information_schema.columns c where c.table_schema = 'public' and c.table_name = t.table_name and c.column_name = 'portal_id') as has_portal,
        exists (select 1 from information_schema.table_constraints k where k.table_schema = 'public' and k.table_name = t.table_name and k.constraint_type = 'PRIMARY KEY') as has_key
      from information_schema.tables t where t.table_schema = 'public'`) as { rows: { table: string, has_portal: boolean, has_key: boolean }[] }
    const ours = rows.filter(row => !EXCEPTIONS.includes(row.table))
    expect(ours.length).toBe(53)
    expect(ours.filter(row => !row.has_portal || !row.has_key)).toEqual([])
  })

  it('names every instant so that it ends in _at, and nothing else so', async () => {
    const { rows } = await engine.store.executeSql(`
      select table_name, column_name from information_schema.columns
      where table_schema = 'public' and table_name not like 'kysely%'
        and (data_type = 'timestamp with time zone') <> (column_name = 'at' or column_name like '%\\_at')`)
    expect(rows).toEqual([])
  })
})
