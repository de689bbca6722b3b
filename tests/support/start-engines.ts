import type { TestProject } from 'vitest/node'
import type { TestPostgres } from './start-test-postgres.ts'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { dumpMigratedDatabase } from './dump-migrated-database.ts'
import { startTestPostgres } from './start-test-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser's address of the Postgres of this run. */
    postgresUrl: string
    /** File with a migrated, empty embedded database. */
    snapshotFile: string
  }
}

/** Once per run: a real Postgres (`TEST_DATABASE_URL`, else one of our own) and a migrated embedded database to copy. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'peace-treaty-snapshot-'))
  const snapshotFile = join(folder, 'migrated.tar')
  const [postgres] = await Promise.all([
    findPostgres(),
    dumpMigratedDatabase().then(dump => writeFile(snapshotFile, dump)),
  ])
  project.provide('postgresUrl', postgres.url)
  project.provide('snapshotFile', snapshotFile)
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function findPostgres(): Promise<Pick<TestPostgres, 'url' | 'stop'>> {
  const url = process.env.TEST_DATABASE_URL
  return url === undefined ? startTestPostgres({ durable: false }) : { url, stop: async () => {} }
}
