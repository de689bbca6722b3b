import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/store/open-store.ts'
import { startChild } from '../../support/start-child.ts'

describe('the folder of an embedded database', () => {
  let dataDir: string
  const open = () => openStore({ engine: 'pglite', dataDir, vacuumEveryMs: 0 })

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'peace-treaty-data-'))
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  it('keeps what was written over a close, a vacuum and a second start', async () => {
    const first = await open()
    const { portalId } = await first.portals.create({ memberId: 'm', origin: 'o', clientEndpoint: 'c', serverEndpoint: 's' }, 0)
    await first.vacuum()
    await first.close()
    const second = await open()
    expect((await second.portals.findByMemberId('m'))?.portalId).toBe(portalId)
    await second.close()
  })

  it('refuses a second opening and names the process that has it open', async () => {
    const first = await open()
    await expect(open()).rejects.toThrow(`in use by process ${process.pid}`)
    const child = startChild('open-store-child.ts', [dataDir])
    expect(await child.line(line => line.startsWith('DataDirLockedError'))).toContain('another DATA_DIR')
    await child.kill()
    await first.close()
    await (await open()).close()
  })

  it('keeps every row acknowledged before a kill -9, and takes over the lock of the dead process', async () => {
    const child = startChild('open-store-child.ts', [dataDir])
    await child.line(line => line === '200')
    await expect(open()).rejects.toThrow(`in use by process ${child.pid}`)
    await child.kill()
    const acknowledged = Number(child.lines.at(-1))
    const store = await open()
    const portal = await store.portals.findByMemberId('m')
    const rows = await store.dirty.take(portal?.portalId ?? 0, { lane: 'live', limit: 100_000, now: 0 })
    const kept = new Set(rows.map(row => row.itemId))
    expect(acknowledged).toBeGreaterThanOrEqual(200)
    expect(Array.from({ length: acknowledged }, (_, index) => index + 1).filter(itemId => !kept.has(itemId))).toEqual([])
    await store.close()
  })

  it('takes over a lock whose process number now belongs to somebody else', async () => {
    const lock = join(dataDir, 'lock')
    const first = await open()
    const own = await readFile(lock, 'utf8')
    await first.close()
    await writeFile(lock, own.replace(/"startedAt":"[^"]*"/, '"startedAt":"long ago"'))
    await (await open()).close()
  })

  it('takes over a lock file that was never finished', async () => {
    await writeFile(join(dataDir, 'lock'), '')
    await (await open()).close()
  })

  it('respects a lock of another machine while it is being renewed', async () => {
    await writeFile(join(dataDir, 'lock'), JSON.stringify({ pid: 1, startedAt: 'x', machine: 'another-container' }))
    await expect(open()).rejects.toThrow('process 1 on another-container')
  })
})
