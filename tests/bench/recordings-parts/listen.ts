import { Agent, get } from 'node:http'

/** What one listener noticed. */
export interface Heard {
  /** From asking to the first sound, ms. */
  firstByteMs: number
  bytes: number
}

const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY })

/** Plays a recording through and forgets what it hears. @throws Error when it is refused or cut off */
export function listen(address: string): Promise<Heard> {
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    get(address, { agent }, (answer) => {
      if (answer.statusCode !== 200)
        reject(new Error(`${answer.statusCode} instead of a recording`))
      const promised = Number(answer.headers['content-length'])
      let firstByteMs = Number.NaN
      let bytes = 0
      answer.on('data', (chunk: Uint8Array) => {
        firstByteMs = bytes === 0 ? performance.now() - startedAt : firstByteMs
        bytes += chunk.length
      })
      answer.on('error', reject)
      answer.on('end', () => bytes === promised ? resolve({ firstByteMs, bytes }) : reject(new Error(`${bytes} of ${promised} bytes came`)))
    }).on('error', reject)
  })
}
