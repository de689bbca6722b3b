import type { TreatyDocument } from '../domain/treaty.ts'
import { createHash } from 'node:crypto'

/** SHA-256 (hex) of a treaty as canonical JSON: the same text gives the same hash, whatever the order of its keys. */
export function hashDocument(document: TreatyDocument): string {
  return createHash('sha256').update(canonicalJson(document), 'utf8').digest('hex')
}

/** JSON without spaces, keys in order of their code points, nothing undefined. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null)
    return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
  const inOrder = entries.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${inOrder.map(([name, entry]) => `${JSON.stringify(name)}:${canonicalJson(entry)}`).join(',')}}`
}
