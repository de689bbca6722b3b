import type { PortalClient } from '../../bitrix/portal-client.ts'
import type { BackfillPart } from '../../store/backfills.ts'
import type { Portal } from '../../store/portals.ts'
import type { StoreScope } from '../../store/store.ts'
import type { TaskHold } from '../../store/task-leases.ts'
import type { BackfillDeps } from './backfill-deps.ts'
import type { PastPart } from './past-part.ts'
import type { PagesRead } from './read-pages.ts'
import { PAGE_ROWS } from './past-part.ts'
import { nextWidth, readChain, readRanges } from './read-pages.ts'

/** A run over one part under a lease. */
export interface PartRun {
  portal: Portal
  hold: TaskHold
  isStopping: () => boolean
}

/** How a run ended: read to the end, another process took over, or asked to stop. */
export type PartEnd = 'done' | 'lease_lost' | 'stopped'

/** A step takes at most a wait for the limits, a minute, and an answer, a minute; a process that is gone is noticed after this. */
export const BACKFILL_LEASE_MS = 180_000

/** Most pages of one request: rows of a batch. */
const MOST_PAGES = 50

/**
 * Reads one part from its watermark to the end. While one request's rows are being stored the next request is on its way; rows and
 * watermark are stored in one transaction that also checks the lease, so a crash repeats at most one request and doubles nothing.
 * @throws PortalCallError the watermark stands, the caller says when to go on
 */
export async function runPart(deps: BackfillDeps, part: PastPart, from: BackfillPart, run: PartRun): Promise<PartEnd> {
  return new PartWalk(deps, part, from, run).walk()
}

class PartWalk {
  private readonly client: PortalClient
  private readonly deps: BackfillDeps
  private readonly part: PastPart
  private readonly run: PartRun
  private way: BackfillPart['way']
  private width = PAGE_ROWS
  private left: number | null
  private readonly began: BackfillPart
  /** Operating seconds a page took lately; 0 = too little to be told. */
  private secPerPage = 0
  private nextPages = MOST_PAGES
  private isDoubtful = false
  private stepAt: number

  constructor(deps: BackfillDeps, part: PastPart, from: BackfillPart, run: PartRun) {
    this.deps = deps
    this.part = part
    this.run = run
    this.client = deps.clients.forPortal(run.portal.portalId)
    this.way = from.way
    this.left = from.rowsTotal === null ? null : Math.max(0, from.rowsTotal - from.rowsRead)
    this.began = from
    this.stepAt = deps.now()
  }

  async walk(): Promise<PartEnd> {
    let ahead = this.read(this.began.afterId)
    for (;;) {
      const step = await ahead
      const isLast = step.read.isEnd
      if (this.run.isStopping())
        return await this.keep(step) ? (isLast ? 'done' : 'stopped') : 'lease_lost'
      if (!isLast) {
        ahead = this.read(step.read.lastId)
        // It is awaited in the next round; a failure before that is not a rejection nobody handles.
        ahead.catch(() => undefined)
      }
      if (!await this.keep(step))
        return 'lease_lost'
      if (isLast)
        return 'done'
    }
  }

  private async read(afterId: number): Promise<{ read: PagesRead<unknown>, readAt: number }> {
    const { readPace, now } = this.deps
    const before = await readPace(this.run.portal.portalId, this.part.method)
    const pages = Math.max(1, Math.min(this.nextPages, this.left === null ? MOST_PAGES : Math.ceil(this.left / PAGE_ROWS) + 1, this.secPerPage > 0 ? Math.floor(before.operatingLeftSec / this.secPerPage) : MOST_PAGES))
    const readAt = now()
    const read = this.way === 'chain'
      ? await readChain(this.client, this.part, afterId, pages)
      : await readRanges(this.client, this.part, afterId, { pages: Math.max(2, pages), width: this.width })
    const after = await readPace(this.run.portal.portalId, this.part.method)
    const usedSec = before.operatingLeftSec - after.operatingLeftSec
    this.secPerPage = usedSec > 0 ? usedSec / read.pages : this.secPerPage
    this.learn(read)
    return { read, readAt }
  }

  private learn(read: PagesRead<unknown>): void {
    if (this.left !== null) {
      const isMoreThanCounted = this.left <= read.count && read.count === read.pages * PAGE_ROWS
      this.left = isMoreThanCounted ? null : Math.max(0, this.left - read.count)
    }
    if (this.way === 'ranges') {
      this.width = nextWidth(this.width, read)
      return
    }
    if (read.isUnchained || (this.isDoubtful && read.count > 0)) {
      this.way = 'ranges'
      return
    }
    this.isDoubtful = read.isDoubtful
    // A short page is the end of what there is: one page more proves it, fifty would begin at the first id again.
    this.nextPages = read.count < read.pages * PAGE_ROWS ? 1 : MOST_PAGES
  }

  private async keep({ read, readAt }: { read: PagesRead<unknown>, readAt: number }): Promise<boolean> {
    const { store, now } = this.deps
    const moreMs = now() - this.stepAt
    this.stepAt = now()
    return store.transaction(async (within) => {
      if (!await within.taskLeases.renew(this.run.portal.portalId, 'backfill', this.run.hold, BACKFILL_LEASE_MS))
        return false
      await this.keepRows(within, read, { readAt, moreMs })
      return true
    })
  }

  private async keepRows(within: StoreScope, read: PagesRead<unknown>, step: { readAt: number, moreMs: number }): Promise<void> {
    const { portal } = this.run
    const scope = { within, portal, readAt: step.readAt }
    await this.part.store(scope, read.rows)
    if (read.isEnd)
      await this.part.finish?.(scope)
    await within.backfills.change(portal.portalId, this.part.name, {
      afterId: read.lastId,
      moreRows: read.count,
      moreMs: step.moreMs,
      way: this.way,
      hindrance: null,
      resumeAt: null,
      attempts: 0,
      updatedAt: this.deps.now(),
      ...(read.isEnd ? { state: 'done' as const, finishedAt: this.deps.now() } : { state: 'running' as const }),
    })
  }
}
