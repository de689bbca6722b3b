/** Uniform numbers in [0, 1) that repeat with the same seed (32-bit mixing counter). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9E3779B9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21F0AAAD)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735A2D97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}
