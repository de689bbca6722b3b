import type { Readable } from 'node:stream'
import type { ByteRange } from '../http/byte-range.ts'
import type { OpenRecording } from './open-recording.ts'
import { Transform } from 'node:stream'
import { placeRange } from '../http/byte-range.ts'
import { MAX_RECORDING_BYTES } from './open-recording.ts'

/** What goes to the browser. */
export interface ServedRecording {
  readonly status: 200 | 206 | 416
  readonly headers: Readonly<Record<string, string | number>>
  /** Null for 416. */
  readonly body: Readable | null
}

/**
 * Turns what the other side answered into what a browser can seek in: a part is passed on; where the other side knows no parts and says how
 * long the file is, the part is cut out here. Bytes pass through one chunk at a time, as fast as the listener takes them.
 */
export function serveRecording({ answer, type }: OpenRecording, range: ByteRange | null): ServedRecording {
  const { status, length, contentRange, body } = answer
  const headers = { 'content-type': type, 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-store', 'content-disposition': 'inline', 'accept-ranges': 'bytes' }
  const refused = (size: number | null): ServedRecording => {
    body.destroy()
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${size ?? '*'}`, 'content-length': 0 }, body: null }
  }
  if (status === 416)
    return refused(sizeIn(contentRange))
  if (status === 206 && contentRange !== null)
    return { status: 206, headers: { ...headers, 'content-range': contentRange, ...(length === null ? {} : { 'content-length': length }) }, body: limited(body, 0, length ?? MAX_RECORDING_BYTES) }
  if (length === null)
    return { status: 200, headers: { ...headers, 'accept-ranges': 'none' }, body: limited(body, 0, MAX_RECORDING_BYTES) }
  if (range === null)
    return { status: 200, headers: { ...headers, 'content-length': length }, body: limited(body, 0, length) }
  const place = placeRange(range, length)
  if (!place)
    return refused(length)
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${place.start}-${place.start + place.length - 1}/${length}`, 'content-length': place.length },
    body: limited(body, place.start, place.length),
  }
}

/** Total of `bytes 0-9/1234`; null when it is not told. */
export function sizeIn(contentRange: string | null): number | null {
  const total = /\/(\d+)$/.exec(contentRange ?? '')?.[1]
  return total === undefined ? null : Number(total)
}

/** Leaves out the first bytes and ends after so many: what is beyond is not read from the other side. */
function limited(body: Readable, skip: number, length: number): Readable {
  let toSkip = skip
  let left = length
  const cut = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      const from = Math.min(toSkip, chunk.length)
      toSkip -= from
      const part = chunk.subarray(from, from + left)
      left -= part.length
      if (part.length > 0)
        cut.push(part)
      if (left === 0) {
        cut.push(null)
        body.destroy()
      }
      done()
    },
  })
  body.on('error', error => cut.destroy(error))
  body.on('aborted', () => left > 0 && cut.destroy(new Error('the recording was cut off')))
  cut.on('close', () => body.destroy())
  return body.pipe(cut)
}
