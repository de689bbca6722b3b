import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { DataDirLockedError } from '../store-errors.ts'
import { processStart } from './process-start.ts'

/** Who holds the folder. Pid and start together name a process on one machine; the machine names the rest. */
interface LockHolder {
  pid: number
  startedAt: string
  machine: string
}

const HEARTBEAT_MS = 5_000
/** A holder on another machine (or in another container) that gave no sign for so long is gone. */
const SILENT_MS = 30_000
/** Two processes that both found a dead lock: the later writer wins, the earlier one sees it after this pause. */
const SETTLE_MS = 100

/**
 * Keeps a second process out of an embedded database, which has no lock of its own and is destroyed by two writers.
 * A lock left behind by a dead process is taken over. Returns the way to unlock.
 * @throws DataDirLockedError when a living process holds the folder
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true })
  const file = join(dataDir, 'lock')
  const own: LockHolder = { pid: process.pid, startedAt: await processStart(process.pid), machine: hostname() }
  const text = JSON.stringify(own)
  if (!await createFile(file, text))
    await takeOver({ file, text, dataDir })
  const heartbeat = setInterval(() => {
    const now = new Date()
    // A lock file removed by hand is not worth dying for: the next start makes a new one.
    utimes(file, now, now).catch(() => undefined)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return async () => {
    clearInterval(heartbeat)
    await rm(file, { force: true })
  }
}

async function createFile(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' })
    return true
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      return false
    throw error
  }
}

async function takeOver({ file, text, dataDir }: { file: string, text: string, dataDir: string }): Promise<void> {
  const holder = await readHolder(file)
  if (holder !== null && await isAlive(holder, file))
    throw new DataDirLockedError(dataDir, describe(holder))
  await writeFile(file, text)
  await wait(SETTLE_MS)
  const now = await readFile(file, 'utf8')
  if (now !== text)
    throw new DataDirLockedError(dataDir, 'another process that started at the same moment')
}

/** Null for a file that is empty or no lock of ours: its writer died while writing. */
async function readHolder(file: string): Promise<LockHolder | null> {
  const text = await readFile(file, 'utf8')
  try {
    const holder = JSON.parse(text) as Partial<LockHolder>
    return typeof holder.pid === 'number' ? { pid: holder.pid, startedAt: holder.startedAt ?? '', machine: holder.machine ?? '' } : null
  }
  catch {
    return null
  }
}

async function isAlive(holder: LockHolder, file: string): Promise<boolean> {
  if (holder.machine !== hostname())
    return Date.now() - (await stat(file)).mtimeMs < SILENT_MS
  const startedAt = await processStart(holder.pid)
  return startedAt !== '' && startedAt === holder.startedAt
}

function describe(holder: LockHolder): string {
  return `process ${holder.pid} on ${holder.machine}`
}
