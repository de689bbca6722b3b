import type { Params } from '../rest/method.ts'

const deepest = 40
const mostPairs = 20_000

/**
 * Form or query text as PHP reads it: `filter[@id][]=1&filter[@id][]=2` becomes `{ filter: { '@id': ['1', '2'] } }`.
 * Keys 0..n-1 without a gap become a list; all values are text; later pairs win; broken escapes are kept as they are.
 */
export function parseBracketText(text: string): Params {
  const pairs: [string, string][] = []
  for (const piece of text.split('&', mostPairs)) {
    if (!piece)
      continue
    const equals = piece.indexOf('=')
    pairs.push(equals < 0 ? [decode(piece), ''] : [decode(piece.slice(0, equals)), decode(piece.slice(equals + 1))])
  }
  return nestBracketPairs(pairs)
}

/** The same for pairs that are decoded already, e.g. of a multipart body. */
export function nestBracketPairs(pairs: Iterable<[string, string]>): Params {
  const root: Params = {}
  let isNested = false
  for (const [key, value] of pairs) {
    const bracket = key.indexOf('[')
    if (bracket <= 0) {
      put(root, key, value)
      continue
    }
    isNested = true
    place(root, pathOf(key, bracket), value)
  }
  return isNested ? listsOf(root) as Params : root
}

/** Query over body keys merged: a key of the body wins, as PHP's `$_POST` over `$_GET`. */
export function mergeParams(query: Params, body: Params): Params {
  const merged: Params = {}
  for (const [key, value] of Object.entries(query))
    put(merged, key, value)
  for (const [key, value] of Object.entries(body))
    put(merged, key, value)
  return merged
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%'))
    return spaced
  try {
    return decodeURIComponent(spaced)
  }
  catch {
    // Not UTF-8: PHP would hand the raw bytes on; the text as sent is the nearest thing.
    return spaced
  }
}

function pathOf(key: string, bracket: number): string[] {
  // PHP does not read an unclosed bracket as nesting: `filter[>` of a command that was not percent-encoded.
  if (!key.includes(']', bracket))
    return [key.replace('[', '_')]
  const path = [key.slice(0, bracket)]
  let open = bracket
  while (open >= 0 && key[open] === '[' && path.length < deepest) {
    const close = key.indexOf(']', open)
    if (close < 0)
      break
    path.push(key.slice(open + 1, close))
    open = close + 1
  }
  return path
}

function place(root: Params, path: string[], value: string): void {
  let node = root
  for (const key of path.slice(0, -1)) {
    const name = key === '' ? nextIndex(node) : key
    const child = Object.hasOwn(node, name) ? node[name] : undefined
    if (typeof child === 'object' && child !== null) {
      node = child as Params
      continue
    }
    const fresh: Params = {}
    put(node, name, fresh)
    node = fresh
  }
  const last = path.at(-1) ?? ''
  put(node, last === '' ? nextIndex(node) : last, value)
}

function nextIndex(node: Params): string {
  let next = 0
  for (const key of Object.keys(node)) {
    if (/^\d+$/.test(key))
      next = Math.max(next, Number(key) + 1)
  }
  return String(next)
}

/**
 * Keys that would change what the object is instead of adding to it: its prototype, and how it reads as text or number.
 * No documented name is among them.
 */
const treacherousKeys = new Set(['__proto__', 'toString', 'valueOf', 'toJSON'])

/** True for a key that may stand in parsed input. */
export function isHarmlessKey(key: string): boolean {
  return !treacherousKeys.has(key)
}

/** Leaves treacherous keys out. */
function put(node: Params, key: string, value: unknown): void {
  if (isHarmlessKey(key))
    node[key] = value
}

function listsOf(node: unknown): unknown {
  if (typeof node !== 'object' || node === null)
    return node
  const entries = Object.entries(node).map(([key, value]) => [key, listsOf(value)] as const)
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index))
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}
