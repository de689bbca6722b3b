import type { TreatyVersionView } from '../contracts/api/treaty-version.schema.ts'
import type { TreatyWorkshop } from '../contracts/api/treaty-workshop.schema.ts'
import type { TreatyVersion as StoredVersion } from '../store/treaties.ts'
import type { DraftDeps } from './save-draft.ts'
import type { TreatyActor } from './treaty-actor.ts'
import { hasGrant, reachOf } from '../domain/rights.ts'
import { isRole, SIDES } from '../domain/role.ts'
import { mapStages } from './map-stages.ts'
import { refusal } from './refusal.ts'
import { toVersion } from './stored-version.ts'
import { TREATY_TEMPLATES } from './templates/treaty-templates.ts'
import { findVersion, viewHeads, viewVersion } from './view-version.ts'

type ReadDeps = Pick<DraftDeps, 'store' | 'now'>

/** Everything the workshop opens with. @throws HttpError `may_not_read_treaty` 403 for somebody without a role */
export async function readWorkshop({ store, now }: ReadDeps, portalId: number, actor: TreatyActor): Promise<TreatyWorkshop> {
  refuseReading(actor)
  const [rows, inForce] = await Promise.all([store.treaties.list(portalId), store.treaties.inForce(portalId, now())])
  const draft = rows.find(row => row.status === 'draft')
  const next = rows.find(row => row.status === 'signed' && row.startsAt !== null && row.startsAt > now())
  const view = async (row: StoredVersion | null | undefined): Promise<TreatyVersionView | null> =>
    row ? viewVersion(store, portalId, toVersion(row, await store.treaties.signatures(portalId, row.versionNo))) : null
  const versions = await Promise.all(rows.map(async row => ({ ...row, signatures: await store.treaties.signatures(portalId, row.versionNo) })))
  return {
    can: {
      draft: reachOf(actor.roles, 'draft_treaty') === 'all',
      sign: SIDES.filter(side => reachOf(actor.roles, `sign_${side}`) === 'all'),
      editPeople: hasGrant(actor.roles, 'edit_people'),
    },
    inForce: await view(inForce),
    next: await view(next),
    draft: await view(draft),
    history: await viewHeads(store, portalId, versions.map(({ document: _, ...version }) => version)),
    templates: TREATY_TEMPLATES.map(({ code, words }) => ({ code, words })),
    portal: await readPortal({ store }, portalId),
  }
}

/** One version with its text. @throws HttpError `may_not_read_treaty` 403, `version_unknown` 404 */
export async function readVersion({ store }: Pick<ReadDeps, 'store'>, portalId: number, actor: TreatyActor, versionNo: number): Promise<TreatyVersionView> {
  refuseReading(actor)
  const version = await findVersion(store, portalId, versionNo)
  if (!version)
    throw refusal('version_unknown', actor.language, { details: { version: versionNo } })
  return viewVersion(store, portalId, version)
}

function refuseReading(actor: TreatyActor): void {
  if (!hasGrant(actor.roles, 'read_treaty'))
    throw refusal('may_not_read_treaty', actor.language)
}

async function readPortal({ store }: Pick<ReadDeps, 'store'>, portalId: number): Promise<TreatyWorkshop['portal']> {
  const [portal, pipelines, stages, people, departments, roles] = await Promise.all([store.portals.get(portalId), store.stages.pipelines(portalId), store.stages.list(portalId), store.people.list(portalId), store.people.departments(portalId), store.roles.list(portalId)])
  const rolesOf = (id: number) => roles.filter(held => held.userId === id).map(held => held.role).filter(isRole)
  const crmMode = portal?.crmMode ?? 'classic'
  const { funnel, handoff } = mapStages(stages, crmMode)
  return {
    crmMode,
    pipelines: pipelines.map(({ entityTypeId, pipelineId, name }) => ({ entityTypeId, pipelineId, name })),
    stages: stages.map(({ entityTypeId, pipelineId, stageId, name, semantic, isWaiting }) => ({ entityTypeId, pipelineId, stageId, name, semantic, isWaiting })),
    people: people
      .filter(person => person.active || rolesOf(person.userId).length > 0)
      .map(({ userId, name, position }) => ({ userId, name, position, roles: rolesOf(userId) })),
    departments: departments.map(({ departmentId, name }) => ({ departmentId, name })),
    // The domain's lists are read-only, the contract's are plain: the same JSON.
    proposal: { funnel, handoff } as TreatyWorkshop['portal']['proposal'],
  }
}
