import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { HistoryRow } from '../../crm/stage.ts'
import type { Call, Method, MethodAnswer } from '../../rest/method.ts'
import { DEAL, LEAD } from '../../crm/crm-item.ts'
import { compareScalars, comparisonTest, splitFilterKey } from '../../crm/filter-condition.ts'
import { isWithin, reachOf } from '../../crm/rights.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { isoTime, parseTime } from '../../work/iso-time.ts'
import { actorOf, mapOf, requireEmployee, startOf } from './caller-actor.ts'

const pageSize = 50

type Reader = (row: HistoryRow) => string | number
type Columns = Record<string, { type: FieldSpec['type'], read: Reader }>

const shared: Columns = {
  ID: { type: 'integer', read: row => row.id },
  TYPE_ID: { type: 'integer', read: row => row.typeId },
  OWNER_ID: { type: 'integer', read: row => row.ownerId },
  CREATED_TIME: { type: 'datetime', read: row => row.createdAt },
}
const columns: Record<typeof LEAD | typeof DEAL, Columns> = {
  [LEAD]: { ...shared, STATUS_SEMANTIC_ID: { type: 'string', read: row => row.semanticId }, STATUS_ID: { type: 'string', read: row => row.stageId } },
  [DEAL]: {
    ...shared,
    CATEGORY_ID: { type: 'integer', read: row => row.categoryId },
    STAGE_SEMANTIC_ID: { type: 'string', read: row => row.semanticId },
    STAGE_ID: { type: 'string', read: row => row.stageId },
  },
}

/** Moves between stages, oldest first unless ordered otherwise; rows of items the caller may not read are missing. */
const stageHistoryList = method({
  name: 'crm.stagehistory.list',
  run(call) {
    requireEmployee(call)
    const entityTypeId = Number(call.params.entityTypeId)
    if (entityTypeId !== LEAD && entityTypeId !== DEAL)
      throw new RestError(400, 'ENTITY_TYPE_NOT_SUPPORTED', `Entity type ${String(call.params.entityTypeId ?? '')} is not supported`)
    return historyPage(call, entityTypeId, columns[entityTypeId])
  },
})

function historyPage(call: Call, entityTypeId: typeof LEAD | typeof DEAL, known: Columns): MethodAnswer {
  const { portal, params } = call
  const filter = mapOf(params.filter)
  const fits = compile(filter, known, portal.settings.timeZone)
  const mayRead = readableOwner(call, entityTypeId)
  const isCounted = startOf(params.start) !== -1
  const compare = comparer(mapOf(params.order), known)
  const limit = isCounted || compare !== null ? Infinity : pageSize
  const rows = firstFitting(candidates(portal.crm.history(entityTypeId), filter), row => fits(row) && mayRead(row.ownerId), limit)
  const sorted = compare === null ? rows : rows.sort(compare)
  const start = Math.max(0, startOf(params.start))
  const select = Object.values(mapOf(params.select)).map(String).filter(name => name in known)
  const names = select.length > 0 && !select.includes('*') ? Object.keys(known).filter(name => name === 'ID' || select.includes(name)) : Object.keys(known)
  const items = sorted.slice(start, start + pageSize).map(row => view(row, names, known))
  if (!isCounted)
    return { result: { items } }
  return { result: { items }, total: sorted.length, ...sorted.length > start + pageSize ? { next: start + pageSize } : {} }
}

function candidates(table: ReturnType<Call['portal']['crm']['history']>, filter: Record<string, unknown>): readonly HistoryRow[] {
  const owner = filter.OWNER_ID ?? filter['=OWNER_ID'] ?? filter['@OWNER_ID']
  if (owner !== undefined)
    return (Array.isArray(owner) ? owner : [owner]).flatMap(id => table.ofOwner(Number(id)))
  const after = Number(filter['>ID'] ?? filter['>=ID'] ?? 0)
  if (!(after > 0))
    return table.rows
  let low = 0
  let high = table.rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((table.rows[middle]?.id ?? 0) < after)
      low = middle + 1
    else
      high = middle
  }
  return table.rows.slice(low)
}

function compile(filter: Record<string, unknown>, known: Columns, timeZone: string): (row: HistoryRow) => boolean {
  const tests = Object.entries(filter).map(([key, value]) => {
    const { comparison, name } = splitFilterKey(key)
    const column = known[name]
    if (column === undefined)
      throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid filter: field '${name}' is not allowed in filter`)
    const wanted = (Array.isArray(value) ? value : [value]).map(one => wantedValue(name, column.type, one, timeZone))
    const test = comparisonTest(comparison, wanted)
    return (row: HistoryRow) => test(column.read(row))
  })
  return row => tests.every(test => test(row))
}

function wantedValue(name: string, type: string, value: unknown, timeZone: string): string | number {
  const read = type === 'integer' ? Number(value) : type === 'datetime' ? parseTime(value, timeZone) ?? Number.NaN : String(value)
  if (Number.isNaN(read) || (typeof value === 'object' && value !== null))
    throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid filter: field '${name}' has invalid value`)
  return read
}

function readableOwner({ portal, caller, params }: Call, entityTypeId: EntityTypeId): (ownerId: number) => boolean {
  const reach = reachOf(portal, actorOf({ caller, params }), 'crmRead')
  if (reach === 'all')
    return () => true
  return (ownerId) => {
    const item = portal.crm.get(entityTypeId, ownerId)
    return item !== undefined && isWithin(reach, item)
  }
}

function firstFitting(rows: readonly HistoryRow[], fits: (row: HistoryRow) => boolean, limit: number): HistoryRow[] {
  const found: HistoryRow[] = []
  for (const row of rows) {
    if (found.length >= limit)
      break
    if (fits(row))
      found.push(row)
  }
  return found
}

/** Null when the natural order, by id, is asked for. */
function comparer(order: Record<string, unknown>, known: Columns): ((a: HistoryRow, b: HistoryRow) => number) | null {
  const keys = Object.entries(order).map(([name, direction]) => {
    const column = known[name]
    if (column === undefined)
      throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid order: field '${name}' is not allowed in order`)
    const word = String(direction).toUpperCase()
    if (word !== 'ASC' && word !== 'DESC')
      throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid order: allowed sort directions are ASC, DESC. But got '${String(direction)}' for field '${name}'`)
    return { read: column.read, sign: word === 'DESC' ? -1 : 1, isId: name === 'ID' }
  })
  const [first] = keys
  if (first === undefined || (first.isId && first.sign === 1))
    return null
  return (a, b) => {
    for (const { read, sign } of keys) {
      const difference = compareScalars(read(a), read(b))
      if (difference !== 0)
        return difference * sign
    }
    return a.id - b.id
  }
}

function view(row: HistoryRow, names: readonly string[], known: Columns): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => {
    const value = known[name]?.read(row)
    return [name, name === 'CREATED_TIME' ? isoTime(Number(value), 'UTC') : value]
  }))
}

/** `crm.stagehistory.list`. */
export const historyMethods: Method[] = [stageHistoryList]
