import type { ServerResponse } from 'node:http'
import type { Exchange } from '../http/route.ts'
import type { StoredFile } from './files.ts'
import { once } from 'node:events'

const chunkBytes = 64 * 1024

/** A part of a file, end excluded. */
interface Part {
  start: number
  end: number
}

/**
 * Sends a file piece by piece, so that a long recording is never in memory whole. Ranges are answered with 206 unless
 * the knob `downloadRanges` is off.
 */
export async function sendFile(exchange: Exchange, file: StoredFile): Promise<void> {
  const { portal, response } = exchange
  const takesRanges = portal.knobs.get('downloadRanges')
  const part = takesRanges ? requestedPart(exchange.headers.range, file.size) : undefined
  if (part === 'unsatisfiable') {
    exchange.text('', 416, { 'content-range': `bytes */${file.size}` })
    return
  }
  const { start, end } = part ?? { start: 0, end: file.size }
  response.writeHead(part ? 206 : 200, {
    'content-type': portal.knobs.get('downloadContentType') || file.type,
    'content-length': end - start,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'x-content-type-options': 'nosniff',
    ...(takesRanges ? { 'accept-ranges': 'bytes' } : {}),
    ...(part ? { 'content-range': `bytes ${start}-${end - 1}/${file.size}` } : {}),
  })
  if (exchange.method !== 'HEAD')
    await writeParts(response, { start, end }, (from, to) => portal.work.files.read(file, from, to))
  response.end()
}

async function writeParts(response: ServerResponse, { start, end }: Part, read: (from: number, to: number) => Uint8Array): Promise<void> {
  for (let at = start; at < end && !response.destroyed; at += chunkBytes) {
    const isFree = response.write(read(at, Math.min(end, at + chunkBytes)))
    if (!isFree && !response.destroyed) {
      const waiting = new AbortController()
      const hears = (name: string): Promise<unknown> => once(response, name, { signal: waiting.signal }).catch(() => null)
      await Promise.race([hears('drain'), hears('close')])
      waiting.abort()
    }
  }
}

/** One range of bytes; several ranges and nonsense are answered with the whole file. */
function requestedPart(header: string | undefined, size: number): Part | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '')
    return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1)
  return start >= size || start >= end ? 'unsatisfiable' : { start, end }
}
