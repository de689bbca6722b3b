import type { Actor } from './actor.ts'
import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId } from './crm-item.ts'
import type { ListPage, ListQuery } from './crm.ts'
import type { Naming } from './field-catalogue.ts'
import type { FieldSpec } from './fields/field-spec.ts'
import type { ItemTable } from './item-table.ts'
import { RestError } from '../rest/rest-error.ts'
import { compileFilter, scalarOf } from './compile-filter.ts'
import { compareScalars } from './filter-condition.ts'
import { reachOf } from './rights.ts'
import { runList } from './run-list.ts'

/** Fields no list can be filtered or sorted by. */
const unlisted = new Set(['fm', 'phone', 'email', 'phoneMobile', 'phoneWork', 'phoneMailing', 'emailHome', 'emailWork', 'emailMailing', 'imol', 'searchContent'])

/**
 * Filters, sorts and pages; what the actor may not read is silently missing.
 * @throws RestError INVALID_ARG_VALUE
 */
export function listItems(core: CrmCore, entityTypeId: EntityTypeId, query: ListQuery, actor: Actor): ListPage {
  const reach = reachOf(core.portal, actor, 'crmRead')
  if (reach !== 'all' && reach.size === 0)
    return { items: [], total: query.counted === false ? null : 0, hasMore: false }
  const valueOf = (item: CrmItem, spec: FieldSpec) => core.valueOf(entityTypeId, item, spec)
  const filter = compileFilter(query.filter ?? {}, {
    resolve: resolver(core, entityTypeId, query.naming ?? 'store'),
    valueOf,
    timeZone: core.portal.settings.timeZone,
  })
  const sorting = compileOrder(core, entityTypeId, query, valueOf)
  const table = core.tables[entityTypeId]
  const counted = query.counted ?? true
  const known = totalsOf(table)
  const key = counted ? JSON.stringify([query.filter, query.naming, reach === 'all' ? reach : [...reach]]) : ''
  const page = runList(table, {
    filter,
    mayRead: reach === 'all' ? null : item => reach.has(item.assignedById),
    ...sorting,
    start: Math.max(0, query.start ?? 0),
    limit: query.limit ?? 50,
    counted,
    total: known.get(key),
  })
  if (page.total !== null)
    known.set(key, page.total)
  return page
}

/** Filters remembered at once. */
const mostTotals = 1000
const totals = new WeakMap<ItemTable, { version: number, found: Map<string, number> }>()

/** Numbers of hits found since the table last changed: paging counts once. */
function totalsOf(table: ItemTable): Map<string, number> {
  let known = totals.get(table)
  if (known?.version !== table.version || known.found.size >= mostTotals) {
    known = { version: table.version, found: new Map() }
    totals.set(table, known)
  }
  return known.found
}

/** Which names may stand in a filter. Classic methods skip what they do not know and can look for phones. */
function resolver(core: CrmCore, entityTypeId: EntityTypeId, naming: Naming): (name: string) => FieldSpec | 'ignore' | undefined {
  const catalogue = core.catalogues.of(entityTypeId)
  return (name) => {
    const spec = catalogue.byName(name, naming)
    if (naming === 'classic')
      return spec ?? classicCommunication(name) ?? 'ignore'
    return spec === undefined || spec.isDisabled || unlisted.has(spec.name) ? undefined : spec
  }
}

function classicCommunication(name: string): FieldSpec | undefined {
  const isKnown = ['PHONE', 'EMAIL', 'WEB', 'IM', 'LINK'].includes(name)
  return isKnown ? { name: `fm:${name}`, upperName: name, classicName: name, type: 'string', title: name, isMultiple: true, isDerived: true } : undefined
}

interface Sorting {
  compare: ((a: CrmItem, b: CrmItem) => number) | null
  isDescendingById: boolean
}

function compileOrder(core: CrmCore, entityTypeId: EntityTypeId, query: ListQuery, valueOf: (item: CrmItem, spec: FieldSpec) => unknown): Sorting {
  const keys = Object.entries(query.order ?? {}).flatMap(([name, direction]) => {
    const spec = core.catalogues.of(entityTypeId).byName(name, query.naming ?? 'store')
    if (spec === undefined || spec.isDisabled || unlisted.has(spec.name)) {
      if (query.naming === 'classic')
        return []
      throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid order: field '${name}' is not allowed in order`)
    }
    return [{ spec, isDescending: isDescending(name, direction, query.naming === 'classic') }]
  })
  const [first] = keys
  if (first === undefined || first.spec.name === 'id')
    return { compare: null, isDescendingById: first?.isDescending ?? false }
  const compare = (a: CrmItem, b: CrmItem): number => {
    for (const { spec, isDescending } of keys) {
      const order = compareScalars(sortable(valueOf(a, spec), spec), sortable(valueOf(b, spec), spec))
      if (order !== 0)
        return isDescending ? -order : order
    }
    return a.id - b.id
  }
  return { compare, isDescendingById: false }
}

function sortable(value: unknown, spec: FieldSpec): string | number | null {
  return scalarOf(Array.isArray(value) ? value[0] : value, spec)
}

function isDescending(name: string, direction: unknown, isLenient: boolean): boolean {
  const word = String(direction).toUpperCase()
  if (word !== 'ASC' && word !== 'DESC' && !isLenient)
    throw new RestError(400, 'INVALID_ARG_VALUE', `Invalid order: allowed sort directions are ASC, DESC. But got '${String(direction)}' for field '${name}'`)
  return word === 'DESC'
}
