import type { GiveFeedbackRequest } from '../../src/contracts/api/give-feedback.schema.ts'
import type { FieldValue } from '../../src/domain/criterion-answer.ts'
import type { NativeValues } from '../../src/domain/native-values.ts'
import type { Role } from '../../src/domain/role.ts'
import type { Decisions, FeedbackActor, FeedbackDeps } from '../../src/feedback/feedback-ports.ts'
import type { Item, ItemReading } from '../../src/store/items.ts'
import type { Store } from '../../src/store/store.ts'
import type { TreatyScene } from './treaty-scene.ts'
import { randomUUID } from 'node:crypto'
import { giveFeedbackSchema } from '../../src/contracts/api/give-feedback.schema.ts'
import { EMPTY_NATIVES } from '../../src/domain/native-values.ts'
import { adoptNative } from '../../src/feedback/adopt-native.ts'
import { NO_DECISIONS } from '../../src/feedback/feedback-ports.ts'
import { giveFeedback } from '../../src/feedback/give-feedback.ts'
import { sampleReading } from './sample-item.ts'
import { STAFF } from './sample-treaty.ts'
import { setTreatyScene } from './treaty-scene.ts'

/** The lead the scene is about. */
export const LEAD_1042 = { entityTypeId: 1, itemId: 1042 } as const

/** A treaty scene with lead 1042 of the rep, created at the scene's start. */
export interface FeedbackScene extends TreatyScene {
  readonly deps: FeedbackDeps
  /** What the CRM fields of the lead hold; null = the portal does not answer. */
  setFields: (fields: Record<string, FieldValue> | null) => void
  setDecisions: (decisions: Partial<Decisions>) => void
  actor: (userId: number, ...roles: Role[]) => FeedbackActor
  readonly rep: FeedbackActor
  give: (feedback: Partial<GiveFeedbackRequest> & Pick<GiveFeedbackRequest, 'label'>, actor?: FeedbackActor) => ReturnType<typeof giveFeedback>
  /** Writes a reading of the mirror and lets the native fields be adopted, as the sync does. */
  read: (natives: Partial<NativeValues>, updatedBy?: number | null) => ReturnType<typeof adoptNative>
  store1042: (details?: Partial<ItemReading>) => Promise<Item>
}

/** Sets the scene at an instant; no treaty is signed yet. */
export async function setFeedbackScene(store: Store, at: number): Promise<FeedbackScene> {
  const scene = await setTreatyScene(store, at)
  let fields: Record<string, FieldValue> | null = {}
  let decisions: Decisions = NO_DECISIONS
  let reading = sampleReading({ ...LEAD_1042, assignedBy: STAFF.rep, createdAt: at, natives: { ...EMPTY_NATIVES, criteria: [] }, readAt: at })
  const deps: FeedbackDeps = { store, treaties: scene.treaties, now: scene.now, readBoundFields: async () => fields, readDecisions: async () => decisions }
  const actor = (userId: number, ...roles: Role[]): FeedbackActor => ({ userId, roles, teamUserIds: [], language: 'ru' })
  const rep = actor(STAFF.rep, 'rep')

  async function store1042(details: Partial<ItemReading> = {}): Promise<Item> {
    reading = { ...reading, ...details, readAt: reading.readAt + 1 }
    const [item] = await store.items.upsertMany(scene.portalId, [reading])
    return item!
  }

  await store1042()
  return {
    ...scene,
    deps,
    setFields: (values) => {
      fields = values
    },
    setDecisions: (made) => {
      decisions = { ...NO_DECISIONS, ...made }
    },
    actor,
    rep,
    store1042,
    give: (feedback, who = rep) => giveFeedback(deps, scene.portalId, who, { ref: LEAD_1042, feedback: giveFeedbackSchema.parse({ clientKey: randomUUID(), ...feedback }) }),
    async read(natives, updatedBy = STAFF.rep) {
      const before = (await store.items.get(scene.portalId, LEAD_1042))!.natives
      const item = await store1042({ natives: { ...before, criteria: [...before.criteria], ...natives } as Item['natives'], updatedBy })
      const asked = await scene.treaties.asked(scene.portalId, scene.now())
      return store.transaction(within => adoptNative({ ...deps, store: within }, scene.portalId, asked, { item, before, updatedBy }))
    },
  }
}
