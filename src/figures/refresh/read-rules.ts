import type { FigureRules } from '../facts/figure-rules.ts'
import type { FigureDeps } from './figure-deps.ts'
import { createHash } from 'node:crypto'

/** Grows when facts are worked out in another way: then all of them are worked out again. */
const METHOD = 2

/** The rules a portal's facts are worked out by; null when there is no such portal. */
export async function readRules({ store, treaties, now }: FigureDeps, portalId: number): Promise<FigureRules | null> {
  const portal = await store.portals.get(portalId)
  if (portal === null)
    return null
  const versions = await treaties.signed(portalId)
  const asked = await treaties.asked(portalId, now())
  const stages = await store.stages.list(portalId)
  const intake = asked?.document.handoff.intake ?? { entityTypeId: 1, pipelineId: 0 }
  const own = stages.filter(stage => stage.entityTypeId === intake.entityTypeId && stage.pipelineId === intake.pipelineId)
  const { timeZone, currency, weekStart } = portal
  const told = [
    METHOD,
    timeZone,
    currency,
    versions.map(({ versionNo, hash, inForceFrom }) => [versionNo, hash, inForceFrom]),
    asked && [asked.versionNo, asked.document.funnel, asked.document.handoff, asked.document.gate.pipelines],
    own.map(({ stageId, semantic, sort }) => [stageId, semantic, sort]),
  ]
  return { timeZone, currency, weekStart, versions, document: asked?.document ?? null, stages: own, mark: createHash('sha256').update(JSON.stringify(told)).digest('hex') }
}
