import type { CrmItem, EntityTypeId, FieldInput } from './crm-item.ts'
import type { Robot, Robots } from './robots.ts'

/** Robots may start robots; a circle of theirs ends here. */
const longestChain = 10

/** Automation rules with the verb that runs them. */
export interface RobotStore extends Robots {
  /** Runs the rules of the stage an item has just entered. */
  run: (entityTypeId: EntityTypeId, item: CrmItem) => void
}

/**
 * No rules yet; `change` saves as the portal itself, without user tokens. At the stages of `messagingStages` the client is
 * written to as well.
 */
export function createRobots(
  change: (entityTypeId: EntityTypeId, id: number, fields: FieldInput) => void,
  messagingStages: () => readonly Pick<Robot, 'entityTypeId' | 'pipelineId' | 'stageId'>[],
): RobotStore {
  const robots: Robot[] = []
  const messages = new Map<string, number>()
  let lastId = 0
  let depth = 0

  function act({ action }: Pick<Robot, 'action'>, entityTypeId: EntityTypeId, itemId: number): void {
    if (action.kind === 'message client') {
      const key = `${entityTypeId}:${itemId}`
      messages.set(key, (messages.get(key) ?? 0) + 1)
      return
    }
    change(entityTypeId, itemId, action.kind === 'move' ? { stageId: action.stageId } : { [action.field]: action.value })
  }

  return {
    add(draft) {
      const robot = { id: ++lastId, ...draft }
      robots.push(robot)
      return robot
    },
    list: () => robots,
    remove(id) {
      const at = robots.findIndex(robot => robot.id === id)
      if (at >= 0)
        robots.splice(at, 1)
    },
    clear: () => { robots.length = 0 },
    clientMessages: (entityTypeId, itemId) => messages.get(`${entityTypeId}:${itemId}`) ?? 0,
    messagedItems: () => [...messages].map(([key, count]) => {
      const [entityTypeId, id] = key.split(':').map(Number)
      return { entityTypeId: entityTypeId as EntityTypeId, id: id as number, count }
    }),
    allClientMessages: () => [...messages.values()].reduce((sum, count) => sum + count, 0),
    run(entityTypeId, item) {
      if (depth >= longestChain)
        return
      depth++
      try {
        const messaging = messagingStages().map(stage => ({ ...stage, action: { kind: 'message client', text: '' } as const }))
        ;[...messaging, ...robots]
          .filter(robot => robot.entityTypeId === entityTypeId && robot.pipelineId === (item.categoryId ?? 0) && robot.stageId === item.stageId)
          .forEach(robot => act(robot, entityTypeId, item.id))
      }
      finally {
        depth--
      }
    },
  }
}
