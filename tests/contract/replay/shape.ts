/** JSON kinds that answers are compared by. */
export type JsonKind = 'string' | 'number' | 'boolean' | 'null' | 'object' | 'array'

/** What a documented example proves about one place of an answer. */
export interface Shape {
  kinds: Set<JsonKind>
  /** Keys of objects here, with their shapes. */
  keys: Map<string, { shape: Shape, seen: number }>
  /** How many objects were seen here: a key seen less often is optional. */
  objects: number
  /** Elements of lists here. */
  element: Shape | null
}

/** The kind of a JSON value. */
export function kindOf(value: unknown): JsonKind {
  if (value === null || value === undefined)
    return 'null'
  return Array.isArray(value) ? 'array' : typeof value as JsonKind
}

/** The shape that fits all the given values, e.g. all rows of a documented list. */
export function shapeOf(values: readonly unknown[]): Shape {
  const shape: Shape = { kinds: new Set(values.map(kindOf)), keys: new Map(), objects: 0, element: null }
  const objects = values.filter(value => kindOf(value) === 'object') as Record<string, unknown>[]
  const lists = values.filter(Array.isArray) as unknown[][]
  shape.objects = objects.length
  for (const key of new Set(objects.flatMap(Object.keys))) {
    const found = objects.filter(object => Object.hasOwn(object, key))
    shape.keys.set(key, { shape: shapeOf(found.map(object => object[key])), seen: found.length })
  }
  if (lists.flat().length > 0)
    shape.element = shapeOf(lists.flat())
  return shape
}

/** Codes that texts are keyed by. */
const languages = new Set(['en', 'de', 'ru', 'ua', 'la', 'br', 'fr', 'pl', 'it', 'tr', 'sc', 'tc', 'ja', 'vn', 'ms', 'th'])

/**
 * True for objects whose keys are data, not names: numbered ones, texts by language, and descriptions keyed by what they describe (three or
 * more objects of mostly the same keys).
 */
export function isMap(shape: Shape): boolean {
  const names = [...shape.keys.keys()]
  if (names.length > 0 && (names.every(name => /^n?\d+$/.test(name)) || names.every(name => languages.has(name))))
    return true
  const inner = [...shape.keys.values()].map(entry => entry.shape)
  if (inner.length < 3 || inner.some(one => !one.kinds.has('object') || one.kinds.size > 1 || one.keys.size === 0))
    return false
  const common = [...inner[0]?.keys.keys() ?? []].filter(key => inner.every(one => one.keys.has(key)))
  return common.length >= 2
}

/** The shape of any one value of a map. */
export function valueShape(shape: Shape): Shape {
  const inner = [...shape.keys.values()].map(entry => entry.shape)
  const merged: Shape = { kinds: new Set(inner.flatMap(one => [...one.kinds])), keys: new Map(), objects: 0, element: null }
  for (const one of inner) {
    merged.objects += one.objects
    merged.element ??= one.element
    for (const [key, { shape: keyShape, seen }] of one.keys) {
      const known = merged.keys.get(key)
      merged.keys.set(key, known ? { shape: joined(known.shape, keyShape), seen: known.seen + seen } : { shape: keyShape, seen })
    }
  }
  return merged
}

function joined(a: Shape, b: Shape): Shape {
  const keys = new Map(a.keys)
  for (const [key, entry] of b.keys) {
    const known = keys.get(key)
    keys.set(key, known ? { shape: joined(known.shape, entry.shape), seen: known.seen + entry.seen } : entry)
  }
  const element = a.element && b.element ? joined(a.element, b.element) : a.element ?? b.element
  return { kinds: new Set([...a.kinds, ...b.kinds]), keys, objects: a.objects + b.objects, element }
}
