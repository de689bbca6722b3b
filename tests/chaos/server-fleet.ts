import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { freePort } from '../support/free-port.ts'

/** Several production servers on one database, each a process of its own. */
export interface ServerFleet {
  /** Ports they listen on, in order; a server keeps its port when it is started anew. */
  readonly ports: readonly number[]
  readonly size: number
  /** What each process has said so far. */
  said: (index: number) => string
  /** Ends it without warning, as a power cut would. */
  kill: (index: number) => Promise<void>
  /** Starts it anew; resolves when it says it is ready. */
  start: (index: number) => Promise<void>
  /** It stands still, its connections stay open. */
  freeze: (index: number) => void
  thaw: (index: number) => void
  /** Puts all clocks ahead (or back) by so many milliseconds, also of servers that start later. */
  moveClocks: (byMs: number) => void
  /** Asks it to end; how it ended and after how long. */
  stop: (index: number) => Promise<{ code: number | null, tookMs: number }>
  /** Asks one of them to end, whichever the number names in turn, and starts it anew. */
  renew: (turn: number) => Promise<void>
  /** One after the other is asked to end and started anew. Returns the longest time one took to end, ms. */
  rollOver: () => Promise<number>
  close: () => Promise<void>
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const clock = new URL('./moved-clock.mjs', import.meta.url).href

interface Server { port: number, child: ChildProcess | null, said: string }

/** Starts so many servers with the same settings. @throws Error with what a server said when it does not start */
export async function startFleet(size: number, env: Record<string, string>): Promise<ServerFleet> {
  const servers: Server[] = []
  let aheadMs = 0
  for (let index = 0; index < size; index += 1)
    servers.push({ port: await freePort(), child: null, said: '' })
  const at = (index: number): Server => servers[index % size]!

  async function start(index: number): Promise<void> {
    const server = at(index)
    const child = spawn(process.execPath, ['--import', clock, '--import', loader, main], { env: { PATH: process.env.PATH, ...env, PORT: String(server.port), CLOCK_AHEAD_MS: String(aheadMs) }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    server.child = child
    server.said = ''
    const ready = new Promise<void>((resolve, reject) => {
      const hear = (chunk: Uint8Array): void => {
        server.said += String(chunk)
        if (/^ready app=/m.test(server.said))
          resolve()
      }
      child.stdout?.on('data', hear)
      child.stderr?.on('data', hear)
      child.once('exit', code => reject(new Error(`The server ended (${code}) before it was ready: ${server.said}`)))
    })
    await ready
  }

  async function end(index: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const { child } = at(index)
    if (!child || child.exitCode !== null || child.signalCode !== null)
      return null
    const ended = once(child, 'exit') as Promise<[number | null]>
    child.kill(signal)
    return (await ended)[0]
  }

  async function stop(index: number): Promise<{ code: number | null, tookMs: number }> {
    const askedAt = performance.now()
    return { code: await end(index, 'SIGTERM'), tookMs: Math.round(performance.now() - askedAt) }
  }

  const fleet: ServerFleet = {
    ports: servers.map(server => server.port),
    size,
    said: index => at(index).said,
    kill: index => end(index, 'SIGKILL').then(() => undefined),
    start,
    freeze: index => void at(index).child?.kill('SIGSTOP'),
    thaw: index => void at(index).child?.kill('SIGCONT'),
    moveClocks(byMs) {
      aheadMs += byMs
      for (const { child } of servers) {
        if (child?.connected)
          child.send({ aheadMs })
      }
    },
    stop,
    async renew(turn) {
      await stop(turn)
      await start(turn)
    },
    async rollOver() {
      let longestMs = 0
      for (const index of servers.keys()) {
        longestMs = Math.max(longestMs, (await stop(index)).tookMs)
        await start(index)
      }
      return longestMs
    },
    close: () => Promise.all([...servers.keys()].map(index => end(index, 'SIGKILL'))).then(() => undefined),
  }
  const started = await Promise.allSettled([...servers.keys()].map(start))
  const failed = started.find(one => one.status === 'rejected')
  if (failed) {
    await fleet.close()
    throw failed.reason
  }
  return fleet
}
