import type { BudgetRules } from '../bitrix/budget.ts'
import type { BackfillProgress } from '../contracts/api/backfill.schema.ts'
import type { PortalStatus } from '../contracts/api/portal-status.schema.ts'
import type { BudgetRepository } from '../store/budget.ts'
import type { Portal } from '../store/portals.ts'
import type { StoreScope } from '../store/store.ts'
import type { DeadLetterDeps } from './dead-letters.ts'
import type { HealthActor } from './health-rights.ts'
import { z } from 'zod'
import { portalPromises } from '../domain/portal-promises.ts'
import { hasGrant } from '../domain/rights.ts'
import { HttpError } from '../http/http-error.ts'
import { listDeadLetters } from './dead-letters.ts'
import { requireHealthGrant } from './health-rights.ts'
import { readStoredBudget } from './stored-budget.ts'

/** What the status of a portal stands on. */
export interface StatusDeps extends DeadLetterDeps {
  readonly store: DeadLetterDeps['store'] & Pick<StoreScope, 'portals' | 'tokens' | 'fields' | 'restLog' | 'budget'>
  readonly rules: BudgetRules
  /** Port: how far the past has been read. @default not told */
  readonly readPast?: (portalId: number) => Promise<BackfillProgress>
}

const HOUR_MS = 3_600_000
/** What installation and work found out about a portal; what was never looked at counts as working. */
const capabilitiesSchema = z.object({
  methods: z.record(z.string(), z.boolean()).catch({}),
  features: z.record(z.string(), z.boolean()).catch({}),
  cardField: z.enum(['done', 'failed', 'waiting']).nullable().catch(null),
  timelineRecords: z.boolean().catch(true),
})

/**
 * How well the promises are kept for a portal, and what stands behind it.
 * @throws HttpError 403 `no_right`; 404 `portal_unknown`
 */
export async function readPortalStatus(deps: StatusDeps, portalId: number, actor: HealthActor, { gate, lostWaiting }: Pick<PortalStatus, 'gate' | 'lostWaiting'>): Promise<PortalStatus> {
  requireHealthGrant(actor, 'see_health')
  const { store, now } = deps
  const portal = await store.portals.get(portalId)
  if (portal === null)
    throw new HttpError(404, 'portal_unknown', 'This portal is not known here. Install the application again.')
  const at = now()
  const [waiting, writes, dead, token, fields, calls, budget, past] = await Promise.all([
    store.dirty.waiting(portalId),
    store.intentions.countUndone(portalId),
    listDeadLetters(deps, portalId, actor),
    store.tokens.read(portalId),
    store.fields.list(portalId),
    store.restLog.countSince(portalId, at - HOUR_MS),
    readBudget(store.budget, portalId, deps.rules, at),
    deps.readPast?.(portalId) ?? null,
  ])
  const tokenState = { state: token === null ? 'missing' as const : token.state, expiresAt: token?.expiresAt ?? null, renewedAt: token?.updatedAt ?? null }
  const sweptToAt = sweptTo(portal)
  const abilities = abilitiesOf(portal)
  const promises = portalPromises({
    now: at,
    installedAt: portal.installedAt,
    oldestWaitingAt: waiting.live.oldestSeenAt,
    sweptToAt,
    deadLetters: dead.length,
    observingBecause: gate.observingBecause,
    lostWaiting: lostWaiting.length,
    hasTelephony: portal.scopes.includes('telephony') && abilities.methods.every(method => method.name !== 'voximplant.statistic.get' || method.works),
    token: tokenState,
    budget,
    calls: { made: calls.calls, failed: calls.failed },
  })
  return {
    at,
    promises,
    queue: { ...waiting, writes, dead: dead.length },
    sweptToAt,
    gate,
    lostWaiting,
    budget,
    calls: { made: calls.calls, failed: calls.failed },
    token: tokenState,
    past,
    abilities: { ...abilities, fields: fields.map(field => ({ name: field.fieldName, entityTypeId: field.entityTypeId, state: field.state })) },
    portal: { domain: new URL(portal.origin).host, installedAt: portal.installedAt },
    canRemoveData: hasGrant(actor.roles, 'remove_data'),
  }
}

/** Everything before the least advanced sweep has been looked for. */
function sweptTo(portal: Portal): number | null {
  const marks = Object.entries(portal.watermarks).flatMap(([name, mark]) => {
    const parsed = z.object({ doneTo: z.number() }).safeParse(mark)
    return name.startsWith('sweep:') && parsed.success ? [parsed.data.doneTo] : []
  })
  return marks.length === 0 ? null : Math.min(...marks)
}

async function readBudget(repository: BudgetRepository, portalId: number, rules: BudgetRules, now: number): Promise<PortalStatus['budget']> {
  const state = await readStoredBudget(repository, portalId)
  const levels = state === null ? 0 : state.levels.people + state.levels.gate + state.levels.background
  const drained = state === null ? 0 : Math.max(0, now - state.levelAt) / 1000 * rules.drainPerSec
  const operating = Object.entries(state?.operating ?? {}).filter(([, entry]) => entry.resetAt > now)
  return {
    fill: Math.max(0, Math.round((levels - drained) * 10) / 10),
    burst: rules.burst,
    perSec: rules.drainPerSec,
    blockedUntil: state !== null && state.blockedUntil > now ? state.blockedUntil : null,
    operating: operating.map(([method, entry]) => ({ method, usedSec: entry.usedSec, limitSec: rules.operatingLimitSec, resetAt: entry.resetAt })).sort((one, other) => other.usedSec - one.usedSec),
  }
}

function abilitiesOf(portal: Portal): Omit<PortalStatus['abilities'], 'fields'> {
  const { methods, features, cardField, timelineRecords } = capabilitiesSchema.parse(portal.capabilities)
  const named = (record: Record<string, boolean>) => Object.entries(record).map(([name, works]) => ({ name, works }))
  return {
    plan: portal.license,
    crmMode: portal.crmMode,
    scopes: portal.scopes,
    methods: named(methods),
    features: named(features),
    cardField,
    hasRecords: timelineRecords,
  }
}
