import type { Params } from './method.ts'

const whole = /^\$result((?:\[[^\]]*\])+)$/
const inside = /\$result((?:\[[^\]]*\])+)/g

/**
 * Puts results of earlier rows where `$result[row][path]` stands: a value that is nothing but a reference takes the
 * result as it is, inside longer text scalars are pasted. What cannot be found is null, in text nothing.
 */
export function resolveReferences(value: unknown, results: Readonly<Record<string, unknown>>): unknown {
  if (typeof value === 'string') {
    if (!value.includes('$result['))
      return value
    const single = whole.exec(value)
    return single ? follow(single[1] as string, results) : value.replaceAll(inside, (_, path: string) => asText(follow(path, results)))
  }
  if (Array.isArray(value))
    return value.map(element => resolveReferences(element, results))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value as Params).map(([key, inner]) => [key, resolveReferences(inner, results)]))
  return value
}

function follow(path: string, results: Readonly<Record<string, unknown>>): unknown {
  let node: unknown = results
  for (const [, key = ''] of path.matchAll(/\[([^\]]*)\]/g)) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key))
      return null
    node = (node as Record<string, unknown>)[key]
  }
  return node
}

function asText(value: unknown): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value)
}
