import type { ChoicesAnswer } from '../../contracts/api/figures-choices.schema.ts'
import type { Department } from '../../store/people.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { FigureViewer } from './figure-scope.ts'
import { dayText } from '../../domain/local-time.ts'
import { createLocalDays } from '../facts/local-days.ts'
import { createAsker } from './ask.ts'
import { readScope } from './figure-scope.ts'

/** People and sources without an item for so long are no choice any more. */
const YEAR_DAYS = 366

/** What the filters of the page offer; people and departments within the viewer's rights. @throws HttpError 403 */
export async function readChoices(deps: FigureDeps, portalId: number, viewer: FigureViewer): Promise<ChoicesAnswer> {
  const { store } = deps
  const zone = (await store.portals.get(portalId))?.timeZone ?? 'UTC'
  const today = createLocalDays(zone).dayOf(deps.now())
  const scope = await readScope(store, portalId, viewer, { from: dayText(today - YEAR_DAYS), to: dayText(today + 1), view: 'cohort', repeats: 'all' }, 'rows')
  const asker = createAsker(deps, portalId, scope)
  const [sourceRows, campaignRows, repRows, categoryRows] = [await asker.sums('created', ['source']), await asker.sums('created', ['campaign']), await asker.sums('created', ['rep']), await asker.sums('created', ['category'])]
  const [sourceKeys, sourceNames, campaignKeys, categoryKeys] = [await store.figureFacts.keys(portalId, 'source'), await store.sourceNames.names(portalId), await store.figureFacts.keys(portalId, 'campaign'), await store.figureFacts.keys(portalId, 'category')]
  const people = new Map((await store.people.list(portalId)).map(person => [person.userId, person.name]))
  return {
    sources: byName(sourceRows.map(({ ids: [id] }) => sourceKeys.get(Number(id)) ?? '').map(key => ({ key, name: key === '' ? null : sourceNames.get(key) ?? key }))),
    campaigns: campaignRows.flatMap(({ ids: [id] }) => campaignKeys.get(Number(id)) ?? []).sort(inOrder),
    reps: byName(repRows.map(({ ids: [id] }) => ({ id: Number(id), name: people.get(Number(id)) ?? null }))),
    departments: scope.scope === 'all' ? underParents(await store.people.departments(portalId)) : [],
    categories: categoryRows.flatMap(({ ids: [id] }) => categoryKeys.get(Number(id)) ?? []).sort(inOrder),
    versions: (await deps.treaties.signed(portalId)).map(version => version.versionNo).sort((one, other) => one - other),
  }
}

function inOrder(one: string, other: string): number {
  return one.localeCompare(other)
}

/** Alphabetical; who or what has no name stands last. */
function byName<Row extends { name: string | null }>(rows: Row[]): Row[] {
  return rows.sort((one, other) => Number(one.name === null) - Number(other.name === null) || inOrder(one.name ?? '', other.name ?? ''))
}

/** The company's structure from the top; one whose parent is gone, or that lies in a circle, stands at the top. */
export function underParents(departments: readonly Department[]): ChoicesAnswer['departments'] {
  const known = new Set(departments.map(one => one.departmentId))
  const placed = new Set<number>()
  const rows: ChoicesAnswer['departments'] = []
  const place = (department: Department, depth: number): void => {
    if (placed.has(department.departmentId))
      return
    placed.add(department.departmentId)
    rows.push({ id: department.departmentId, name: department.name, depth })
    departments.filter(one => one.parentId === department.departmentId).sort((one, other) => inOrder(one.name, other.name)).forEach(child => place(child, depth + 1))
  }
  departments.filter(one => one.parentId === null || !known.has(one.parentId)).forEach(one => place(one, 0))
  departments.forEach(one => place(one, 0))
  return rows
}
