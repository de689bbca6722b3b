import type { Buffer } from 'node:buffer'

/** What is known of a file from its first bytes. */
export interface SoundShape {
  /** First byte of sound. */
  readonly dataAt: number
  /** Bytes of one second; null = it is not told. */
  readonly bytesPerSecond: number | null
  /** Loudness of a piece of sound between 0 and 1, null when nothing is found in it. The piece begins anywhere. */
  readonly loudness: (piece: Buffer) => number | null
}

/** Reads the beginning of a file: WAV in PCM, A-law or µ-law, and MPEG audio; null for all else. */
export function readShape(head: Buffer): SoundShape | null {
  return readWave(head) ?? readMpeg(head)
}

const PCM = 1
const A_LAW = 6
const MU_LAW = 7

/** @see RIFF WAVE, Microsoft and IBM 1991: chunks of a name, a length and a body */
function readWave(head: Buffer): SoundShape | null {
  if (head.length < 44 || head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE')
    return null
  let format: { code: number, bytesPerSecond: number, align: number, bits: number } | null = null
  for (let at = 12; at + 8 <= head.length; at += 8 + head.readUInt32LE(at + 4) + head.readUInt32LE(at + 4) % 2) {
    const name = head.toString('latin1', at, at + 4)
    if (name === 'fmt ' && at + 24 <= head.length)
      format = { code: head.readUInt16LE(at + 8), bytesPerSecond: head.readUInt32LE(at + 16), align: head.readUInt16LE(at + 20), bits: head.readUInt16LE(at + 22) }
    if (name === 'data' && format)
      return shapeOf(format, at + 8)
  }
  return null
}

function shapeOf({ code, bytesPerSecond, bits }: { code: number, bytesPerSecond: number, bits: number }, dataAt: number): SoundShape | null {
  const read = code === PCM && bits === 16
    ? { step: 2, at: (piece: Buffer, place: number) => Math.abs(piece.readInt16LE(place)) / 32_768 }
    : code === PCM && bits === 8
      ? { step: 1, at: (piece: Buffer, place: number) => Math.abs(piece[place]! - 128) / 128 }
      : code === A_LAW || code === MU_LAW
        ? { step: 1, at: (piece: Buffer, place: number) => companded(piece[place]!, code) }
        : null
  return read && {
    dataAt,
    bytesPerSecond: bytesPerSecond > 0 ? bytesPerSecond : null,
    loudness(piece) {
      let sum = 0
      let count = 0
      for (let place = 0; place + read.step <= piece.length; place += read.step) {
        sum += read.at(piece, place) ** 2
        count += 1
      }
      return count === 0 ? null : Math.sqrt(sum / count)
    },
  }
}

/** Size of a companded sample, 0 to 1. @see ITU-T G.711: three bits of segment, four of step */
function companded(byte: number, code: typeof A_LAW | typeof MU_LAW): number {
  const plain = (code === MU_LAW ? ~byte : byte ^ 0x55) & 0x7F
  const [segment, step] = [plain >> 4, plain & 0x0F]
  const size = code === MU_LAW
    ? (((step << 3) + 0x84) << segment) - 0x84
    : segment === 0 ? (step << 4) + 8 : ((step << 4) + 0x108) << (segment - 1)
  return Math.min(1, size / 32_768)
}

const BITRATES_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const BITRATES_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const RATES_1 = [44_100, 48_000, 32_000]

interface Frame {
  readonly bytes: number
  readonly bytesPerSecond: number
  /** Global gain of its first granule, 0 to 255: a step is a quarter of a doubling. */
  readonly gain: number
}

/** A layer III frame at this byte; null when there is none. @see ISO/IEC 11172-3 section 2.4, 13818-3 for the lower rates */
function readFrame(bytes: Buffer, at: number): Frame | null {
  if (at + 44 > bytes.length || bytes[at] !== 0xFF || (bytes[at + 1]! & 0xE0) !== 0xE0)
    return null
  const [second, third, fourth] = [bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!]
  const version = (second >> 3) & 3
  const isFirst = version === 3
  const rateIndex = (third >> 2) & 3
  const bitrate = (isFirst ? BITRATES_1 : BITRATES_2)[third >> 4]
  if (version === 1 || ((second >> 1) & 3) !== 1 || rateIndex === 3 || !bitrate)
    return null
  const rate = RATES_1[rateIndex]! / (isFirst ? 1 : version === 2 ? 2 : 4)
  const isMono = fourth >> 6 === 3
  const side = at + 4 + ((second & 1) === 0 ? 2 : 0)
  const gainBit = (isFirst ? (isMono ? 18 : 20) : (isMono ? 9 : 10)) + 21
  const word = (bytes[side + (gainBit >> 3)]! << 8) | bytes[side + (gainBit >> 3) + 1]!
  return {
    bytes: Math.floor((isFirst ? 144_000 : 72_000) * bitrate / rate) + ((third >> 1) & 1),
    bytesPerSecond: bitrate * 125,
    gain: (word >> (8 - gainBit % 8)) & 0xFF,
  }
}

/** The first place where two frames follow each other, so that chance bytes are not taken for one. */
function findFrame(bytes: Buffer, from: number): number | null {
  for (let at = from; at + 44 <= bytes.length; at += 1) {
    const frame = readFrame(bytes, at)
    if (frame && (at + frame.bytes + 44 > bytes.length || readFrame(bytes, at + frame.bytes)))
      return at
  }
  return null
}

/** A tag before the sound is stepped over. @see id3.org, ID3v2: ten bytes, the size in four times seven bits */
function readMpeg(head: Buffer): SoundShape | null {
  const isTagged = head.length > 10 && head.toString('latin1', 0, 3) === 'ID3'
  const tag = isTagged ? 10 + ((head[6]! << 21) | (head[7]! << 14) | (head[8]! << 7) | head[9]!) : 0
  const dataAt = findFrame(head, tag)
  const first = dataAt === null ? null : readFrame(head, dataAt)
  return dataAt === null || dataAt > tag + 4096 || !first
    ? null
    : {
        dataAt,
        bytesPerSecond: first.bytesPerSecond,
        loudness(piece) {
          let loudest: number | null = null
          for (let at = findFrame(piece, 0); at !== null;) {
            const frame = readFrame(piece, at)
            if (!frame)
              break
            loudest = Math.max(loudest ?? 0, 2 ** ((frame.gain - 210) / 4))
            at += frame.bytes
          }
          return loudest
        },
      }
}
