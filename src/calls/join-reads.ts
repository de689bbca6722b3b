/**
 * Whoever asks while the same read is under way gets its answer: a hundred listeners of one portal ask the store once, not a hundred
 * times. Nothing is kept beyond the answer, so a later question is asked anew. A failure is everybody's.
 */
export function joinReads<Parts extends readonly (string | number)[], Answer>(read: (...parts: Parts) => Promise<Answer>): (...parts: Parts) => Promise<Answer> {
  const running = new Map<string, Promise<Answer>>()
  return (...parts) => {
    const key = parts.join('/')
    const found = running.get(key)
    if (found)
      return found
    const asked = read(...parts).finally(() => running.delete(key))
    running.set(key, asked)
    return asked
  }
}
