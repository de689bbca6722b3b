import type { AnswerBasis } from '../../contracts/api/figures-answers.schema.ts'
import type { ItemBasis } from '../../store/figure-facts.ts'
import type { FigureSums, ItemCount } from '../../store/figure-measures.ts'
import type { FigureFilter, SpansRow, StepRow, SumsRow, SumsWish } from '../../store/figure-sums.ts'
import type { FigureDeps } from '../refresh/figure-deps.ts'
import type { FigureScope } from './figure-scope.ts'
import { dayText, instantOf } from '../../domain/local-time.ts'
import { versionAt } from '../../domain/treaty-version.ts'

/** How far an exact answer has got, 0..1. */
export type OnProgress = (share: number) => void

/** Asks sums where they know the answer and agree with the facts, else the facts. Remembers which way the answer went. */
export interface Asker {
  readonly now: number
  sums: (event: ItemBasis, by?: SumsWish['by'], filter?: FigureFilter) => Promise<SumsRow[]>
  /** The one row without groups. */
  total: (event: ItemBasis, filter?: FigureFilter) => Promise<FigureSums>
  steps: () => Promise<StepRow[]>
  spans: (kinds: readonly number[], by?: readonly ('rep' | 'source')[]) => Promise<SpansRow[]>
  open: (kinds: readonly number[]) => Promise<ReadonlyMap<number, number>>
  basis: () => Promise<AnswerBasis>
}

/** Facts are read in stretches of so many days, so that people see it move. */
const STRETCH_DAYS = 92

/** An asker for one question. */
export function createAsker({ store, treaties, now: clock }: FigureDeps, portalId: number, scope: FigureScope, onProgress: OnProgress = () => {}): Asker {
  const now = clock()
  const { figureSums: figures, figureFacts } = store
  const range = { fromDay: scope.fromDay, toDay: scope.toDay }
  let way: AnswerBasis['way'] = 'kept'

  async function sums(event: ItemBasis, by: SumsWish['by'] = [], filter = scope.filter): Promise<SumsRow[]> {
    const wish = { basis: event, range, filter, by, now, weekStart: scope.weekStart }
    const kept = await figureFacts.isClean(portalId, [event], range) ? await figures.kept(portalId, wish) : null
    if (kept !== null)
      return kept
    way = 'exact'
    const rows: SumsRow[] = []
    for (let fromDay = range.fromDay; fromDay < range.toDay; fromDay += STRETCH_DAYS) {
      const toDay = Math.min(fromDay + STRETCH_DAYS, range.toDay)
      rows.push(...await figures.exact(portalId, { ...wish, range: { fromDay, toDay } }))
      onProgress((toDay - range.fromDay) / (range.toDay - range.fromDay))
    }
    return addRows(rows)
  }

  return {
    now,
    sums,
    total: async (event, filter) => (await sums(event, [], filter))[0]!.sums,
    async steps() {
      const kept = await figureFacts.isClean(portalId, ['created'], range) ? await figures.keptSteps(portalId, { range, filter: scope.filter, now }) : null
      if (kept === null)
        way = 'exact'
      return kept ?? figures.exactSteps(portalId, { range, filter: scope.filter, now })
    },
    async spans(kinds, by = []) {
      const basis = scope.view === 'cohort' ? 'created' : 'ended'
      const wish = { basis, range, filter: scope.filter, kinds, by } as const
      const kept = await figureFacts.isClean(portalId, [basis], range) ? await figures.keptSpans(portalId, wish) : null
      if (kept === null)
        way = 'exact'
      return kept ?? figures.exactSpans(portalId, wish)
    },
    open: async kinds => new Map((await figures.openSpans(portalId, { filter: scope.filter, kinds })).map(row => [row.kind, row.items])),
    async basis() {
      const state = await figureFacts.state(portalId)
      const portal = await store.portals.get(portalId)
      const endAt = instantOf(scope.toDay, 0, portal?.timeZone ?? 'UTC') - 1
      const version = versionAt(await treaties.signed(portalId), endAt)
      return {
        view: scope.view,
        from: dayText(scope.fromDay),
        to: dayText(scope.toDay),
        way,
        refreshedAt: state && state.mark !== '' ? state.refreshedAt : null,
        pending: await figureFacts.countMarked(portalId),
        isBuilding: state === null || state.mark === '' || state.rebuildCursor !== null,
        versionNo: version?.versionNo ?? null,
        scope: scope.scope,
      }
    },
  }
}

/** Rows of several stretches by what they stand for. */
function addRows(rows: readonly SumsRow[]): SumsRow[] {
  const added = new Map<string, SumsRow>()
  for (const row of rows) {
    const before = added.get(row.ids.join(':'))
    added.set(row.ids.join(':'), before ? { ids: row.ids, sums: addSums(before.sums, row.sums) } : row)
  }
  return [...added.values()]
}

/** Numbers of two sets that have nothing in common. */
function addSums(one: FigureSums, other: FigureSums): FigureSums {
  const counts = Object.entries(one).map(([name, value]) => [name, (value ?? 0) + (other[name as ItemCount] ?? 0)])
  const matureAt = one.matureAt === null || other.matureAt === null ? one.matureAt ?? other.matureAt : Math.max(one.matureAt, other.matureAt)
  // The cast: the names are those of `one`.
  return { ...Object.fromEntries(counts), matureAt } as FigureSums
}
