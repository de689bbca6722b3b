/** A message to one employee, stored as the payload of a `notify` intention. */
export interface MessagePayload {
  userId: number
  /** Same tag = the newer message replaces the older one in the portal. */
  tag: string
  /** BB codes allowed. */
  text: string
  /** Without markup, for e-mail and push. */
  plainText: string
  /** The correction it speaks of (dedupe key); it is sent after that was tried. */
  after: string | null
  /** Said instead when the portal refused that correction; null = the same. */
  refused: { text: string, plainText: string } | null
  /** Sent only when the portal refused that correction. */
  onlyWhenRefused: boolean
}

/** Removes BB codes. */
export function withoutMarkup(text: string): string {
  return text.replace(/\[URL=[^\]]*\]|\[\/URL\]|\[\/?B\]/g, '')
}
