import type { Buffer } from 'node:buffer'

/** Width and height in pixels of a GIF or PNG; undefined for everything else. */
export function imageSize(bytes: Buffer): { width: number, height: number } | undefined {
  if (bytes.length >= 10 && bytes.toString('latin1', 0, 3) === 'GIF')
    return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  if (bytes.length >= 24 && bytes.toString('latin1', 1, 4) === 'PNG')
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  return undefined
}
