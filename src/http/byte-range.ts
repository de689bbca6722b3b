/** A part of a file, both ends included, bytes. `end` null = to the end. A suffix counts from the end. */
export type ByteRange = { readonly start: number, readonly end: number | null } | { readonly suffix: number }

/** Reads `Range: bytes=…`. Null = the whole file: no header, several ranges, another unit, or nonsense, as RFC 9110 section 14.2 allows. */
export function readRange(header: string | undefined): ByteRange | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '')
    return last === '' ? null : { suffix: Number(last) }
  const [start, end] = [Number(first), last === '' ? null : Number(last)]
  return end !== null && end < start ? null : { start, end }
}

/** The same as a header. */
export function rangeHeader(range: ByteRange): string {
  return 'suffix' in range ? `bytes=-${range.suffix}` : `bytes=${range.start}-${range.end ?? ''}`
}

/** First byte and length inside a file of this size; null when nothing of it is there (416). */
export function placeRange(range: ByteRange, size: number): { start: number, length: number } | null {
  if ('suffix' in range) {
    const length = Math.min(range.suffix, size)
    return length === 0 ? null : { start: size - length, length }
  }
  if (range.start >= size)
    return null
  return { start: range.start, length: Math.min(range.end ?? size - 1, size - 1) - range.start + 1 }
}
