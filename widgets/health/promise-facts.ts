import type { PortalStatus } from '../../src/contracts/api/portal-status.schema.ts'
import type { Formats } from '../kit/format.ts'

/** Where the one action of a promise leads; null = nothing to do. */
export type PromiseAction = 'dead-letters' | 'queue' | 'gate' | 'treaty' | 'install' | 'rest-log'

/** Numbers and times the sentences of the promises speak of. */
export function promiseFacts(status: PortalStatus, formats: Formats): Record<string, string> {
  const near = (at: number | null): string => at === null ? '–' : formats.near(at, status.at)
  return {
    swept: near(status.sweptToAt),
    waiting: formats.count(status.queue.live.count),
    oldest: near(status.queue.live.oldestSeenAt),
    dead: formats.count(status.queue.dead),
    version: String(status.gate.versionNo ?? '–'),
    by: status.gate.paused?.by?.name ?? '–',
    since: status.gate.paused ? formats.moment(status.gate.paused.at) : '–',
    tripped: status.gate.brake ? formats.moment(status.gate.brake.at) : '–',
    renewed: near(status.token.renewedAt),
    fill: formats.count(Math.round(status.budget.fill)),
    burst: formats.count(status.budget.burst),
    pipelines: status.lostWaiting.join(', '),
    until: status.budget.blockedUntil === null ? '–' : formats.moment(status.budget.blockedUntil),
    failed: formats.count(status.calls.failed),
    made: formats.count(status.calls.made),
  }
}

/** What a person does about a promise. */
export function promiseAction({ code, reason }: PortalStatus['promises'][number]): PromiseAction {
  if (code === 'gate')
    return reason === 'no_treaty' ? 'treaty' : reason === 'waiting_stage_gone' ? 'install' : 'gate'
  if (code === 'freshness')
    return reason === 'dead_letters' ? 'dead-letters' : 'queue'
  return code === 'budget' ? 'rest-log' : 'install'
}
