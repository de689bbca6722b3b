import type { Buffer } from 'node:buffer'
import { connect } from 'node:net'
import process from 'node:process'

/** What the parent asks for: so long at one address, with so many connections, each waiting for its answer. */
export interface LoadTask {
  port: number
  connections: number
  durationMs: number
  /** Bodies are made of these, with the item's id replaced. */
  bodies: readonly string[]
  itemIds: number
}

/** What came of it. */
export interface LoadResult {
  answered: number
  /** Answers that were not 200. */
  failed: number
  rps: number
  p50Ms: number
  p99Ms: number
}

/** Text in a body that stands for the item's id. */
export const ITEM_ID = '{id}'

/** A client of few instructions per request, so that the measured side gets the machine. */
async function load({ port, connections, durationMs, bodies, itemIds }: LoadTask): Promise<LoadResult> {
  const latencies: number[] = []
  let failed = 0
  const startedAt = performance.now()
  const endAt = startedAt + durationMs
  await Promise.all(Array.from({ length: connections }, () => new Promise<void>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let sentAt = 0
    const send = (): void => {
      if (performance.now() >= endAt) {
        socket.end()
        return resolve()
      }
      const template = bodies[Math.floor(Math.random() * bodies.length)] ?? ''
      const body = template.replace(ITEM_ID, String(1 + Math.floor(Math.random() * itemIds)))
      sentAt = performance.now()
      socket.write(`POST /events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
    }
    socket.on('connect', send)
    socket.on('error', reject)
    let answer = ''
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      if (!isWhole(answer))
        return
      latencies.push(performance.now() - sentAt)
      failed += answer.startsWith('HTTP/1.1 200') ? 0 : 1
      answer = ''
      send()
    })
  })))
  const seconds = (performance.now() - startedAt) / 1000
  latencies.sort((a, b) => a - b)
  const percentile = (share: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? Number.NaN
  return { answered: latencies.length, failed, rps: latencies.length / seconds, p50Ms: percentile(0.5), p99Ms: percentile(0.99) }
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n')
  if (head < 0)
    return false
  const length = /content-length: (\d+)/i.exec(answer)?.[1]
  return answer.length >= head + 4 + Number(length ?? 0)
}

process.on('message', (task: LoadTask) => {
  load(task).then(result => process.send?.(result), (error: unknown) => {
    console.error(error)
    process.exit(1)
  })
})
