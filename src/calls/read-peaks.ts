import type { Readable } from 'node:stream'
import type { Peaks } from '../contracts/api/calls.schema.ts'
import type { SoundShape } from './measure-loudness.ts'
import type { OpenRecording, RecordingDeps } from './open-recording.ts'
import type { Ticket } from './recording-tickets.ts'
import { Buffer } from 'node:buffer'
import { readShape } from './measure-loudness.ts'
import { openRecording } from './open-recording.ts'
import { sizeIn } from './serve-recording.ts'

/** Measures recordings for drawing. */
export interface PeakReader {
  /** @throws HttpError as `openRecording` */
  read: (ticket: Ticket) => Promise<Peaks>
}

/** Up to here a file is read whole: four minutes of plain telephone sound. */
const WHOLE_BYTES = 4 * 1024 * 1024
const BARS = 240
/** Of longer ones so many short pieces are read, however long they are. */
const PIECES = 80
const PIECE_BYTES = 4_096
const AT_ONCE = 4
const KEEP = 500

const NOTHING: Peaks = { peaks: [], durationSeconds: null }

/**
 * Loudness of a recording without decoding it whole: short files in one piece, long ones by samples spread over them, so that three hours
 * cost no more than four minutes. At most four files are measured at a time; the rest wait. Results are kept for as long as the process lives.
 */
export function createPeakReader(deps: RecordingDeps): PeakReader {
  const kept = new Map<string, Promise<Peaks>>()
  const waiting: (() => void)[] = []
  let busy = 0

  async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (busy >= AT_ONCE)
      await new Promise<void>(resolve => waiting.push(resolve))
    else
      busy += 1
    try {
      return await work()
    }
    finally {
      const next = waiting.shift()
      if (next)
        next()
      else
        busy -= 1
    }
  }

  return {
    read(ticket) {
      const key = `${ticket.portalId}/${ticket.callId}`
      const known = kept.get(key)
      if (known)
        return known
      const measuring = inTurn(() => measure(deps, ticket))
      const [oldest] = kept.keys()
      if (kept.size >= KEEP && oldest !== undefined)
        kept.delete(oldest)
      kept.set(key, measuring)
      measuring.then(({ peaks }) => peaks.length === 0 && kept.delete(key), () => kept.delete(key))
      return measuring
    },
  }
}

async function measure(deps: RecordingDeps, ticket: Ticket): Promise<Peaks> {
  const opened = await openRecording(deps, ticket, `bytes=0-${WHOLE_BYTES - 1}`)
  const takesParts = opened.answer.status === 206
  const size = takesParts ? sizeIn(opened.answer.contentRange) : opened.answer.length
  const isShort = size !== null && size <= WHOLE_BYTES
  const head = await readBytes(opened, isShort ? WHOLE_BYTES : 64 * 1024)
  const shape = readShape(head)
  if (!shape || size === null)
    return NOTHING
  const durationSeconds = shape.bytesPerSecond === null ? null : (size - shape.dataAt) / shape.bytesPerSecond
  if (isShort)
    return { peaks: scaled(cutEvenly(head, shape)), durationSeconds }
  if (!takesParts)
    return { peaks: [], durationSeconds }
  return { peaks: scaled(await sample(deps, ticket, shape, size)), durationSeconds }
}

function cutEvenly(bytes: Buffer, { dataAt, loudness }: SoundShape): (number | null)[] {
  const length = bytes.length - dataAt
  // Samples of sixteen bits begin on even places.
  const edge = (bar: number): number => dataAt + Math.floor(length * bar / BARS / 2) * 2
  return Array.from({ length: BARS }, (_, bar) => loudness(bytes.subarray(edge(bar), edge(bar + 1))))
}

async function sample(deps: RecordingDeps, ticket: Ticket, { dataAt, loudness }: SoundShape, size: number): Promise<(number | null)[]> {
  const found: (number | null)[] = Array.from({ length: PIECES }, () => null)
  const places = found.keys()
  const work = async (): Promise<void> => {
    for (const piece of places) {
      const start = dataAt + Math.floor((size - dataAt) * piece / PIECES / 2) * 2
      const opened = await openRecording(deps, ticket, `bytes=${start}-${Math.min(size, start + PIECE_BYTES) - 1}`)
      found[piece] = opened.answer.status === 206 ? loudness(await readBytes(opened, PIECE_BYTES)) : null
      opened.answer.body.destroy()
    }
  }
  await Promise.all(Array.from({ length: 4 }, work))
  return found
}

/** Loudest = 100; a gap is as loud as what was before it. */
function scaled(found: readonly (number | null)[]): number[] {
  const loudest = Math.max(...found.map(one => one ?? 0))
  let last = 0
  return found.map((one) => {
    last = one ?? last
    return loudest > 0 ? Math.round(last / loudest * 100) : 0
  })
}

async function readBytes({ answer }: OpenRecording, most: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of answer.body as Readable as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= most)
      break
  }
  return Buffer.concat(chunks).subarray(0, most)
}
