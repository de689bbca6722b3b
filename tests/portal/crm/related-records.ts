import type { Work } from '../work/work.ts'
import type { Actor } from './actor.ts'
import type { EntityTypeId } from './crm-item.ts'

/** What hangs on items outside the CRM's own store: calls, to-dos, comments. */
export interface RelatedRecords {
  /** Everything on the first item shows on the others too. */
  share: (entityTypeId: EntityTypeId, id: number, others: readonly { entityTypeId: EntityTypeId, id: number }[], actor: Actor) => void
  /** Two items became one: calls and comments of the first show on the second. */
  move: (entityTypeId: EntityTypeId, id: number, survivorId: number, actor: Actor) => void
  /** The item is gone. */
  forget: (entityTypeId: EntityTypeId, id: number, actor: Actor) => void
}

/** Records of the portal, looked up at the moment of use. */
export function relatedRecords(work: () => Work): RelatedRecords {
  const share: RelatedRecords['share'] = (entityTypeId, id, others, actor) => {
    const { activities } = work()
    for (const activity of activities.ofOwner({ entityTypeId, entityId: id }))
      others.forEach(other => activities.bind(activity.id, { entityTypeId: other.entityTypeId, entityId: other.id }, actor))
  }
  return {
    share,
    move(entityTypeId, id, survivorId, actor) {
      share(entityTypeId, id, [{ entityTypeId, id: survivorId }], actor)
      work().timeline.moveAll({ entityTypeId, entityId: id }, { entityTypeId, entityId: survivorId })
    },
    forget(entityTypeId, id, actor) {
      const owner = { entityTypeId, entityId: id }
      work().activities.forgetOwner(owner, actor)
      work().timeline.forgetOwner(owner)
    },
  }
}
