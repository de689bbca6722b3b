import type { Role } from '../../src/domain/role.ts'
import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { Store } from '../../src/store/store.ts'
import type { TreatyActor } from '../../src/treaty/treaty-actor.ts'
import type { TreatyLookup } from '../../src/treaty/treaty-lookup.ts'
import { openDraft } from '../../src/treaty/open-draft.ts'
import { saveDraft } from '../../src/treaty/save-draft.ts'
import { signTreaty } from '../../src/treaty/sign-treaty.ts'
import { createTreatyLookup } from '../../src/treaty/treaty-lookup.ts'
import { createSamplePortal } from './sample-portal.ts'
import { SAMPLE_STAGES, sampleTreaty, STAFF } from './sample-treaty.ts'

/** A portal with people, roles, stages and a clock that tests set. */
export interface TreatyScene {
  readonly portalId: number
  readonly store: Store
  readonly treaties: TreatyLookup
  readonly now: () => number
  setNow: (at: number) => void
  readonly cmo: TreatyActor
  readonly rop: TreatyActor
  /** Opens a draft with this text, or the one that is open. */
  draft: (document?: TreatyDocument) => ReturnType<typeof openDraft>
  /** Saves the open draft with this text and start, then both heads sign it; returns it signed. */
  signBoth: (document: TreatyDocument, startsAt: number) => ReturnType<typeof signTreaty>
}

const HELD: readonly [number, Role][] = [[STAFF.rep, 'rep'], [STAFF.otherRep, 'rep'], [STAFF.rop, 'rop'], [STAFF.marketer, 'marketer'], [STAFF.cmo, 'cmo'], [STAFF.owner, 'owner'], [STAFF.admin, 'admin']]

/** Sets the scene at an instant. */
export async function setTreatyScene(store: Store, at: number): Promise<TreatyScene> {
  let clock = at
  const now = () => clock
  const { portalId } = await createSamplePortal(store)
  await store.people.upsertMany(portalId, HELD.map(([userId]) => ({ userId, name: `Person ${userId}`, position: null, active: true, isAdmin: userId === STAFF.admin, departmentIds: [], timeZone: null, seenAt: at })))
  for (const [userId, role] of HELD)
    await store.roles.replace(portalId, { userId, roles: [role], grantedBy: null, now: at })
  await store.stages.replaceAll(portalId, {
    pipelines: [{ entityTypeId: 1, pipelineId: 0, name: 'Leads', isDefault: true }, { entityTypeId: 2, pipelineId: 0, name: 'Sales', isDefault: true }],
    stages: SAMPLE_STAGES.map(({ isWaiting: _, ...stage }) => ({ ...stage, name: stage.stageId.toLowerCase() })),
  })
  const treaties = createTreatyLookup({ treaties: store.treaties })
  const deps = { store, treaties, now }
  const cmo: TreatyActor = { userId: STAFF.cmo, name: 'Ким', roles: ['cmo'], language: 'ru' }
  const rop: TreatyActor = { userId: STAFF.rop, name: 'Роп', roles: ['rop'], language: 'ru' }
  const draft = (document = sampleTreaty()) => openDraft(deps, portalId, { document, createdBy: null })
  return {
    portalId,
    store,
    treaties,
    now,
    setNow: (instant) => {
      clock = instant
    },
    cmo,
    rop,
    draft,
    async signBoth(document, startsAt) {
      const open = await draft(document)
      const { version } = await saveDraft(deps, portalId, rop, { versionNo: open.versionNo, revision: open.revision, document, startsAt })
      await signTreaty(deps, portalId, cmo, { versionNo: version.versionNo, side: 'marketing', hash: version.hash })
      return signTreaty(deps, portalId, rop, { versionNo: version.versionNo, side: 'sales', hash: version.hash })
    },
  }
}
