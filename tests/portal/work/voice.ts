import { Buffer } from 'node:buffer'

/** Samples per second. */
const rate = 8000
const headerBytes = 44
const syllableSamples = 1760
const phraseSyllables = 14
const tableSize = 512

/** Which call is heard: the same seed and length always sound the same. */
export interface Voice {
  seed: string
  durationMs: number
}

/** Bytes of the whole WAV file. */
export function voiceSize(durationMs: number): number {
  return headerBytes + sampleCount(durationMs) * 2
}

/**
 * A part of the WAV file (mono, 8 kHz, 16 bit), end excluded: two voices that take turns, made of nothing but the seed.
 * Any part can be made without the rest.
 */
export function voiceBytes(voice: Voice, start: number, end: number): Buffer {
  const from = Math.max(0, start)
  const to = Math.min(end, voiceSize(voice.durationMs))
  const bytes = Buffer.alloc(Math.max(0, to - from))
  const header = from < headerBytes ? wavHeader(voice.durationMs) : undefined
  header?.copy(bytes, 0, from, Math.min(to, headerBytes))
  const seed = hash(voice.seed)
  let syllable: Syllable | undefined
  for (let at = Math.max(from, headerBytes); at < to; at += 1) {
    const sample = (at - headerBytes) >> 1
    const index = Math.floor(sample / syllableSamples)
    if (syllable?.index !== index)
      syllable = syllableAt(seed, index)
    const value = sampleAt(syllable, sample - index * syllableSamples)
    bytes[at - from] = (at - headerBytes) % 2 === 0 ? value & 0xFF : (value >> 8) & 0xFF
  }
  return bytes
}

interface Syllable {
  index: number
  /** Steps through the wave table per sample. */
  step: number
  /** 0 = pause. */
  loudness: number
  table: Float32Array
}

/** One turn of a voice: a fundamental with overtones, the second voice thinner than the first. */
const tables = [waveTable([1, 0.6, 0.42, 0.2, 0.12, 0.06]), waveTable([1, 0.35, 0.5, 0.12, 0.08, 0.16])] as const

function waveTable(overtones: number[]): Float32Array {
  const sum = overtones.reduce((total, part) => total + part, 0)
  return Float32Array.from({ length: tableSize }, (_, place) =>
    overtones.reduce((total, part, index) => total + part * Math.sin((2 * Math.PI * (index + 1) * place) / tableSize), 0) / sum)
}

function syllableAt(seed: number, index: number): Syllable {
  const phrase = Math.floor(index / phraseSyllables)
  const speaker = (mix(seed, phrase) + phrase) % 2
  const chance = mix(seed ^ 0x5BD1E995, index)
  const isPause = index % phraseSyllables === phraseSyllables - 1 || chance % 9 === 0
  const pitchHz = (speaker === 0 ? 105 : 185) * (1 + ((chance >>> 4) % 32) / 100)
  return {
    index,
    step: (pitchHz * tableSize) / rate,
    loudness: isPause ? 0 : 5000 + ((chance >>> 9) % 7000),
    table: tables[speaker] ?? tables[0],
  }
}

function sampleAt(syllable: Syllable, place: number): number {
  const swell = Math.sin((Math.PI * place) / syllableSamples)
  const wave = syllable.table[Math.floor(place * syllable.step) % tableSize] ?? 0
  return Math.round(syllable.loudness * swell * wave)
}

function sampleCount(durationMs: number): number {
  return Math.round((durationMs * rate) / 1000)
}

function wavHeader(durationMs: number): Buffer {
  const dataBytes = sampleCount(durationMs) * 2
  const header = Buffer.alloc(headerBytes)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + dataBytes, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(dataBytes, 40)
  return header
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811C9DC5
  for (let index = 0; index < text.length; index += 1)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value >>> 0
}

/** Spreads two numbers over 32 bits. */
function mix(a: number, b: number): number {
  let value = Math.imul(a ^ Math.imul(b + 1, 0x9E3779B1), 0x85EBCA6B)
  value = Math.imul(value ^ (value >>> 13), 0xC2B2AE35)
  return (value ^ (value >>> 16)) >>> 0
}
