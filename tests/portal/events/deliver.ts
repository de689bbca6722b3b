import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'

/** Keeps connections to handlers open between events. */
export interface Courier {
  /** Posts a form; status 0 when nobody answered in time. The answer's body is read and thrown away. */
  post: (address: string, body: string, timeoutMs: number) => Promise<number>
  /** Breaks off everything in flight. */
  close: () => void
}

/** A courier of its own for each portal, so that closing one leaves others alone. */
export function createCourier(): Courier {
  const closing = new AbortController()
  return {
    post: (address, body, timeoutMs) => postForm(address, body, AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)])),
    close: () => closing.abort(),
  }
}

function postForm(address: string, body: string, signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const start = address.startsWith('https:') ? httpsRequest : httpRequest
    const call = start(address, {
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Bitrix24 Webhook Engine',
      },
    }, (answer) => {
      answer.on('error', () => resolve(0))
      answer.on('end', () => resolve(answer.statusCode ?? 0))
      answer.resume()
    })
    // A handler that refuses, hangs or breaks off has missed the event: nothing is sent again.
    call.on('error', () => resolve(0))
    call.end(body)
  })
}
