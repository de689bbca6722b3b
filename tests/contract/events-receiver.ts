import { once } from 'node:events'
import { createServer } from 'node:http'

/** One POST as it arrived. */
export interface Received {
  path: string
  contentType: string
  raw: string
  form: URLSearchParams
}

/** A little application server that keeps what the portal sends it. */
export interface Receiver {
  url: string
  received: Received[]
  /** Bodies whose `event` is this one, in any case. */
  of: (event: string) => Received[]
  /** From now on each answer waits so long. */
  answerAfter: (ms: number) => void
  close: () => Promise<void>
}

/** Listens on a free loopback port. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let delayMs = 0
  const server = createServer(async (request, response) => {
    let raw = ''
    for await (const chunk of request)
      raw += String(chunk)
    received.push({ path: request.url ?? '', contentType: request.headers['content-type'] ?? '', raw, form: new URLSearchParams(raw) })
    setTimeout(() => response.end('ok'), delayMs)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    of: event => received.filter(one => one.form.get('event')?.toUpperCase() === event),
    answerAfter: (ms) => { delayMs = ms },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
