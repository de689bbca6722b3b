import type { RowAnswer } from '../bitrix/portal-client.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Intention, IntentionEnd, IntentionKind } from '../store/intentions.ts'
import type { Portal } from '../store/portals.ts'
import type { BatchSizer } from './batch-sizer.ts'
import type { IntentionWriter, ReadyWrite, WriteContext, WriteEnd } from './intention-writer.ts'
import type { SyncDeps } from './sync-deps.ts'
import { PortalCallError, PortalRefusedError } from '../bitrix/portal-errors.ts'
import { itemKey } from '../domain/item-ref.ts'
import { retryAt } from './back-off.ts'
import { isReady } from './intention-writer.ts'
import { lookBeforeWriting } from './look-before-writing.ts'

/** One run of writing for a portal under a lease. */
export interface WriteRun {
  readonly portal: Portal
  readonly epoch: number
  /** The text in force now, or the draft; null before any. */
  readonly treaty: TreatyDocument | null
  readonly sizer: BatchSizer
  readonly writers: Readonly<Record<IntentionKind, IntentionWriter>>
  /** Stages read in this very slice, by `itemKey`; null = gone. */
  readonly fresh: ReadonlyMap<string, string | null>
  /** No new batch begins after this. */
  readonly untilAt: number
}

/** What a run did. */
export interface WriteReport {
  requests: number
  done: number
  /** The lease was lost, or the portal did not answer: the rest waits. */
  stopped: 'lease_lost' | 'portal' | null
}

/** Intentions taken at once. */
const TAKE = 200

/** Writes what is due, oldest first, in batches; a crash at any line leaves everything to the next holder of the lease. */
export async function writeIntentions(deps: SyncDeps, run: WriteRun): Promise<WriteReport> {
  const report: WriteReport = { requests: 0, done: 0, stopped: null }
  while (report.stopped === null && deps.now() < run.untilAt) {
    const taken = await deps.store.intentions.takePending(run.portal.portalId, run.epoch, TAKE, deps.now())
    if (taken.length === 0)
      break
    await new TakenIntentions(deps, run, report, taken).write()
  }
  return report
}

class TakenIntentions {
  private readonly outcomes = new Map<string, 'done' | 'not_done'>()
  private queue: Intention[]
  private stages: ReadonlyMap<string, string | null>
  private found: ReadonlyMap<number, RowAnswer> = new Map()
  private readonly deps: SyncDeps
  private readonly run: WriteRun
  private readonly report: WriteReport

  constructor(deps: SyncDeps, run: WriteRun, report: WriteReport, taken: Intention[]) {
    this.deps = deps
    this.run = run
    this.report = report
    this.queue = taken
    this.stages = run.fresh
  }

  async write(): Promise<void> {
    if (!await this.look())
      return
    while (this.queue.length > 0 && this.report.stopped === null) {
      const batch = this.nextBatch()
      const [ready, ends] = await this.prepare(batch)
      await this.finish(ends)
      if (ready.size > 0)
        await this.send(ready)
      if (this.deps.now() >= this.run.untilAt)
        return this.putBack(this.deps.now(), null)
    }
  }

  /** Reads again what was not read just now. */
  private async look(): Promise<boolean> {
    try {
      const looked = await lookBeforeWriting(this.client(), this.queue, { writers: this.run.writers, fresh: this.run.fresh })
      this.report.requests += looked.requests
      this.stages = looked.stages
      this.found = looked.found
      return true
    }
    catch (error) {
      await this.putBack(null, error)
      return false
    }
  }

  /** The next rows in order, except those that must wait for another one still in the queue. */
  private nextBatch(): Intention[] {
    const waiting = new Set(this.queue.map(one => one.dedupeKey))
    const free = this.queue.filter(one => typeof one.payload.after !== 'string' || !waiting.has(one.payload.after))
    const batch = free.slice(0, this.run.sizer.size)
    const chosen = new Set(batch)
    this.queue = this.queue.filter(one => !chosen.has(one))
    return batch
  }

  private async prepare(batch: readonly Intention[]): Promise<[Map<Intention, ReadyWrite>, Map<Intention, WriteEnd>]> {
    const ready = new Map<Intention, ReadyWrite>()
    const ends = new Map<Intention, WriteEnd>()
    for (const intention of batch) {
      const prepared = await this.run.writers[intention.kind].prepare(intention, this.context(), `w${intention.intentionId}`)
      if (isReady(prepared))
        ready.set(intention, prepared)
      else
        ends.set(intention, prepared)
    }
    return [ready, ends]
  }

  private async send(ready: Map<Intention, ReadyWrite>): Promise<void> {
    const { deps: { store, now }, run } = this
    if (!await store.leases.isCurrent(run.portal.portalId, run.epoch)) {
      this.report.stopped = 'lease_lost'
      return
    }
    const startedAt = now()
    let answers
    try {
      answers = await this.client().batch([...ready.values()].map(one => one.row), { lane: 'gate' })
    }
    catch (error) {
      this.queue = [...ready.keys(), ...this.queue]
      return this.putBack(null, error)
    }
    this.report.requests += 1
    run.sizer.note(ready.size, now() - startedAt)
    const ends = new Map<Intention, WriteEnd>()
    for (const [intention, write] of ready)
      ends.set(intention, await this.settle(intention, write, answers.get(write.row.key) ?? { state: 'skipped' }))
    await this.finish(ends)
  }

  /** A refusal is the writer's business; a limit, or a row that was not run, means later. */
  private async settle(intention: Intention, write: ReadyWrite, answer: RowAnswer): Promise<WriteEnd> {
    if (answer.state === 'done' || (answer.state === 'refused' && answer.error instanceof PortalRefusedError))
      return write.settle(answer)
    const error = answer.state === 'refused' ? answer.error : null
    return { state: 'pending', error: error?.code ?? 'skipped', notBeforeAt: retryAt(intention.attempts, this.deps.now(), error) }
  }

  private async finish(ends: Map<Intention, WriteEnd>): Promise<void> {
    if (ends.size === 0)
      return
    const rows = [...ends].map(([intention, end]): IntentionEnd => ({ ...end, intentionId: intention.intentionId }))
    await this.deps.store.intentions.finish(this.run.portal.portalId, this.run.epoch, rows, this.deps.now())
    for (const [intention, end] of ends) {
      if (end.state !== 'pending')
        this.outcomes.set(intention.dedupeKey, end.state === 'done' ? 'done' : 'not_done')
    }
    this.report.done += rows.length
  }

  /** Leaves what is left for later; a portal that does not answer ends the run. */
  private async putBack(notBeforeAt: number | null, error: unknown): Promise<void> {
    const { now } = this.deps
    if (error !== null && !(error instanceof PortalCallError))
      throw error
    this.report.stopped = error === null ? null : 'portal'
    const ends = new Map(this.queue.map(one => [one, { state: 'pending', error: error?.code ?? null, notBeforeAt: notBeforeAt ?? retryAt(one.attempts, now(), error) } as const]))
    this.queue = []
    await this.finish(ends)
  }

  private client() {
    return this.deps.clients.forPortal(this.run.portal.portalId)
  }

  private context(): WriteContext {
    const { portal, treaty } = this.run
    return {
      portal,
      treaty,
      store: this.deps.store,
      client: this.client(),
      now: this.deps.now(),
      stageNow: ref => this.stages.get(itemKey(ref)),
      found: intention => this.found.get(intention.intentionId),
      outcomeOf: dedupeKey => this.outcomeOf(dedupeKey),
    }
  }

  /** From this run, else from the store; the key of a correction names its item. */
  private async outcomeOf(dedupeKey: string): Promise<'done' | 'not_done' | null> {
    const known = this.outcomes.get(dedupeKey)
    if (known)
      return known
    const [,, entityTypeId, itemId] = dedupeKey.split(':').map(Number)
    const ref = { entityTypeId, itemId } as ItemRef
    const stored = (await this.deps.store.intentions.ofItem(this.run.portal.portalId, ref)).find(one => one.dedupeKey === dedupeKey)
    if (!stored)
      return 'not_done'
    return stored.state === 'done' ? 'done' : stored.state === 'pending' || stored.state === 'running' ? null : 'not_done'
  }
}
