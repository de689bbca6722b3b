import type { Store } from '../../src/store/store.ts'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { statementsWithoutPortal } from './statements-name-portal.ts'

/** One of the engines, with a store that is fresh in this test file. */
export interface TestEngine {
  name: 'pglite' | 'postgres'
  /** Open from the first hook or test on; closed after the last test. */
  readonly store: Store
  /** Every statement since the store was ready for use. */
  readonly statements: readonly string[]
  /** Postgres only: address of this file's database. */
  readonly databaseUrl: string | null
}

/** Runs the same tests on the embedded engine and on a real Postgres. */
export function describeOnBothEngines(name: string, tests: (engine: TestEngine) => void): void {
  for (const engineName of ['pglite', 'postgres'] as const)
    describe(`${name} on ${engineName}`, () => tests(prepareEngine(engineName)))
}

/** A fresh store for a test file that needs only one engine; call it at the top of a `describe`. Statements that name no portal fail the file. @default pglite */
export function prepareEngine(name: 'pglite' | 'postgres' = 'pglite'): TestEngine {
  const statements: string[] = []
  let opened: { store: Store, databaseUrl: string | null, end: () => Promise<void> } | undefined
  const current = (): NonNullable<typeof opened> => {
    if (opened === undefined)
      throw new Error('The store is open from the first hook on: use it inside a hook or a test.')
    return opened
  }
  beforeAll(async () => {
    opened = name === 'pglite' ? await openEmbedded(sql => statements.push(sql)) : await openOnPostgres(sql => statements.push(sql))
    statements.length = 0
  })
  afterAll(async () => {
    await opened?.end()
    const strangers = statementsWithoutPortal(statements)
    if (strangers.length > 0)
      throw new Error(`Statements that do not say for which portal:\n${strangers.join('\n')}`)
  })
  return {
    name,
    statements,
    get store() {
      return current().store
    },
    get databaseUrl() {
      return current().databaseUrl
    },
  }
}

async function openEmbedded(onStatement: (sql: string) => void) {
  const store = await openMemoryStore(onStatement)
  return { store, databaseUrl: null, end: () => store.close() }
}

/** A fresh embedded store in memory; close it yourself. */
export async function openMemoryStore(onStatement: (sql: string) => void = () => {}): Promise<Store> {
  return openStore({ engine: 'pglite', dataDir: 'memory://', snapshot: await readFile(inject('snapshotFile')), vacuumEveryMs: 0, onStatement })
}

async function openOnPostgres(onStatement: (sql: string) => void) {
  const { databaseUrl, drop } = await createTestDatabase()
  const store = await openStore({ engine: 'postgres', databaseUrl, onStatement })
  return {
    store,
    databaseUrl,
    async end() {
      await store.close()
      await drop()
    },
  }
}

/** An empty database on the Postgres of this run; drop it when its last connection is closed. */
export async function createTestDatabase(): Promise<{ databaseUrl: string, drop: () => Promise<void> }> {
  const name = `test_${randomBytes(8).toString('hex')}`
  const url = new URL(inject('postgresUrl'))
  await runAlone(url.href, `create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return { databaseUrl: own.href, drop: () => runAlone(url.href, `drop database if exists ${name} with (force)`) }
}

async function runAlone(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  }
  finally {
    await client.end()
  }
}
