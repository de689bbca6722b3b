import type { PortalFacts } from '../domain/check-portal-fit.ts'
import type { StoreScope } from '../store/store.ts'
import { isRole } from '../domain/role.ts'

/** Stages and roles of a portal as a treaty is checked against them. */
export async function readPortalFacts(store: Pick<StoreScope, 'stages' | 'roles'>, portalId: number): Promise<PortalFacts> {
  const stages = await store.stages.list(portalId)
  const roles = await store.roles.list(portalId)
  return {
    stages: stages.map(({ entityTypeId, pipelineId, stageId }) => ({ entityTypeId, pipelineId, stageId })),
    roles: roles.flatMap(({ userId, role }) => isRole(role) ? [{ userId, role }] : []),
  }
}
