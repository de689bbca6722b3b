import type { Engine, NotificationListener } from '../engine.ts'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CHANNEL } from '../engine.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { EngineThread } from './engine-thread.ts'
import { pgliteDialect } from './pglite-dialect.ts'

const MEMORY = 'memory://'

/** How to open the embedded engine. */
export interface PgliteSettings {
  dataDir: string
  snapshot?: Uint8Array | undefined
  vacuumEveryMs: number
  /** A transaction that does nothing for so long is rolled back, in ms. */
  idleTransactionMs: number
}

/**
 * Opens the embedded engine in a thread of its own.
 * @throws DataDirLockedError when another process has the folder open
 */
export async function openPgliteEngine(settings: PgliteSettings): Promise<Engine & { dump: () => Promise<Uint8Array> }> {
  const unlock = settings.dataDir === MEMORY ? async () => {} : await lockDataDir(settings.dataDir)
  const thread = await startThread(settings).catch(async (error) => {
    await unlock()
    throw error
  })
  const listeners = new Set<NotificationListener>()
  thread.onNotification = payload => listeners.forEach(listener => listener.onPayload(payload))
  const executeSql = async (text: string, values?: unknown[]): Promise<{ rows: unknown[] }> => {
    const { result } = await thread.ask(values === undefined || values.length === 0
      ? { kind: 'exec', sql: text, handle: null }
      : { kind: 'run', sql: text, values, handle: null })
    return { rows: result?.rows ?? [] }
  }
  const vacuum = async (): Promise<void> => void await executeSql('vacuum (analyze)')
  // A vacuum that fails is tried again next time; a broken engine says so on every other statement.
  const timer = settings.vacuumEveryMs > 0 ? setInterval(() => vacuum().catch(() => undefined), settings.vacuumEveryMs) : undefined
  timer?.unref()
  return {
    name: 'pglite',
    dialect: pgliteDialect(thread),
    executeSql,
    vacuum,
    onNotification(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async dump() {
      const { dump } = await thread.ask({ kind: 'dump' })
      return dump ?? new Uint8Array()
    },
    async close() {
      clearInterval(timer)
      await thread.close()
      await unlock()
    },
  }
}

async function startThread({ dataDir, snapshot, idleTransactionMs }: PgliteSettings): Promise<EngineThread> {
  const folder = dataDir === MEMORY ? MEMORY : join(dataDir, 'database')
  if (folder !== MEMORY)
    await mkdir(folder, { recursive: true })
  return EngineThread.start({ dataDir: folder, snapshot, channel: CHANNEL, idleTransactionMs })
}
