import type { FigureDeps } from '../../../src/figures/refresh/figure-deps.ts'
import type { Store } from '../../../src/store/store.ts'
import type { World } from './random-world.ts'
import { createTreatyLookup } from '../../../src/treaty/treaty-lookup.ts'
import { createSamplePortal } from '../sample-portal.ts'
import { SAMPLE_STAGES } from '../sample-treaty.ts'
import { writeFeedback } from './write-feedback.ts'

/** A made-up portal in a store, ready for its figures. */
export interface LoadedWorld {
  readonly portalId: number
  readonly deps: FigureDeps
}

/** Writes the raw rows of a made-up portal through the repositories. */
export async function loadWorld(store: Store, world: World): Promise<LoadedWorld> {
  const { portalId } = await createSamplePortal(store, { timeZone: world.timeZone, currency: world.currency })
  await store.stages.replaceAll(portalId, {
    pipelines: [{ entityTypeId: 1, pipelineId: 0, name: 'Leads', isDefault: true }, { entityTypeId: 2, pipelineId: 0, name: 'Sales', isDefault: true }],
    stages: SAMPLE_STAGES.map(({ isWaiting: _, ...stage }) => ({ ...stage, name: stage.stageId })),
  })
  for (const { versionNo, document, hash, inForceFrom } of world.versions) {
    await store.treaties.createDraft(portalId, { document, hash, startsAt: inForceFrom, createdBy: null, now: inForceFrom })
    await store.treaties.markSigned(portalId, { versionNo, hash, startsAt: inForceFrom, signedAt: inForceFrom })
  }
  await store.items.upsertMany(portalId, world.items.map(({ mirrorVersion: _, ...reading }) => reading))
  await store.moves.insertMany(portalId, world.moves)
  await store.touches.addMany(portalId, world.touches)
  await writeFeedback(store, portalId, world.feedback)
  const now = (): number => world.now
  return { portalId, deps: { store, treaties: createTreatyLookup({ treaties: store.treaties }), now } }
}
