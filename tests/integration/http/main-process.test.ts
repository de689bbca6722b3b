import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createTokenVault } from '../../../src/portals/token-vault.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { createTestDatabase } from '../../support/engines.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'

const good = { PORT: '0', APP_URL: 'http://127.0.0.1:3999', ALLOW_PRIVATE_HOSTS: '1', EMBEDDED: '1', ENCRYPTION_KEY: 'ab'.repeat(32), B24_CLIENT_ID: 'local.1', B24_CLIENT_SECRET: 'hidden-secret', LOG_LEVEL: 'info' }

/** Starts the production server with exactly these settings. */
function start(env: Record<string, string>): { child: ChildProcess, output: () => string, line: (pattern: RegExp) => Promise<string> } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  const collect = (chunk: Buffer) => void (text += chunk.toString('utf8'))
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return {
    child,
    output: () => text,
    line: pattern => new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(text)
        if (found)
          resolve(found[0])
      }
      child.stdout.on('data', look)
      child.once('exit', () => reject(new Error(`ended early: ${text}`)))
      look()
    }),
  }
}

/** Starts a server that must refuse; what it said, once it has ended. */
async function refusal(env: Record<string, string>): Promise<string> {
  const { child, output } = start({ ...good, EMBEDDED: '', ...env })
  const [code] = await once(child, 'exit') as [number]
  expect(code).toBe(1)
  return output()
}

describe('a server that cannot use its database', () => {
  it('says that nothing listens at DATABASE_URL, and shows neither address nor password', async () => {
    const said = await refusal({ DATABASE_URL: 'postgres://treaty:hidden-word@127.0.0.1:1/treaty' })
    expect(said).toContain('database_unreachable')
    expect(said).toContain('nothing listens at this host and port. Start Postgres, or correct the address.')
    expect(said).not.toMatch(/hidden-word|127\.0\.0\.1:1/)
  })

  it('says that there is no such database, and how to make it', async () => {
    const url = new URL(inject('postgresUrl'))
    url.pathname = '/no_such_database'
    expect(await refusal({ DATABASE_URL: url.href })).toContain('there is no such database. Make it with: createdb')
  })

  it('refuses a database that holds something else, and leaves it as it was', async () => {
    const { databaseUrl, drop } = await createTestDatabase()
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query('create table invoices (id int)')
    expect(await refusal({ DATABASE_URL: databaseUrl })).toMatch(/database_foreign: .*something else \(invoices\)\. Make an empty database/)
    expect((await client.query(`select table_name from information_schema.tables where table_schema = 'public'`)).rows).toEqual([{ table_name: 'invoices' }])
    await client.end()
    await drop()
  })

  it('refuses a database of a newer version, and one whose tokens another key has sealed', async () => {
    const { databaseUrl, drop } = await createTestDatabase()
    const store = await openStore({ engine: 'postgres', databaseUrl, poolSize: 2 })
    const { portalId } = await createSamplePortal(store)
    const sealed = createTokenVault([new Uint8Array(32).fill(7)]).seal('x', 'x')
    await store.tokens.save(portalId, { userId: 1, accessCipher: sealed.cipher, refreshCipher: sealed.cipher, keyId: sealed.keyId, expiresAt: Date.now() }, Date.now())
    expect(await refusal({ DATABASE_URL: databaseUrl })).toMatch(/encryption_key_missing: .*ENCRYPTION_KEYS_FORMER/)
    await store.executeSql(`insert into kysely_migration (name, timestamp) values ('9999-future', '2030-01-01')`)
    await store.close()
    expect(await refusal({ DATABASE_URL: databaseUrl })).toMatch(/database_newer: .*9999-future.*Start that version/)
    await drop()
  })
})

describe('the process of the server', () => {
  let dataDir: string
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'treaty-main-'))
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  it('ends with every mistake of the settings named and no value shown', async () => {
    const { child, output } = start({ B24_CLIENT_SECRET: 'hidden-secret', ENCRYPTION_KEY: 'hidden-key' })
    const [code] = await once(child, 'exit') as [number]
    expect(code).toBe(1)
    for (const setting of ['APP_URL', 'ENCRYPTION_KEY', 'B24_CLIENT_ID'])
      expect(output()).toContain(setting)
    expect(output()).not.toContain('hidden')
  })

  it('says when it is ready, refuses a second process on the same data, and ends gracefully', async () => {
    const first = start({ ...good, DATA_DIR: dataDir })
    const ready = await first.line(/ready app=\S+ port=\d+/)
    const port = /port=(\d+)/.exec(ready)?.[1]
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200)

    const second = start({ ...good, DATA_DIR: dataDir })
    const [refused] = await once(second.child, 'exit') as [number]
    expect(refused).toBe(1)
    expect(second.output()).toMatch(/data_dir_locked|another process|already/i)

    const askedAt = Date.now()
    first.child.kill('SIGTERM')
    const [code] = await once(first.child, 'exit') as [number]
    expect(code).toBe(0)
    expect(Date.now() - askedAt).toBeLessThan(10_000)
    expect(first.output()).not.toContain('hidden-secret')
  })
})
