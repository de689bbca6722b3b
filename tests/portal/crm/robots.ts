import type { EntityTypeId } from './crm-item.ts'

/** An automation rule: what the portal does by itself when an item enters a stage. */
export interface Robot {
  id: number
  entityTypeId: EntityTypeId
  /** Pipeline of a deal robot; 0 for leads. */
  pipelineId: number
  stageId: string
  action:
    | { kind: 'message client', text: string }
    | { kind: 'move', stageId: string }
    | { kind: 'set field', field: string, value: unknown }
}

/** The automation rules and the count of what they sent to clients. */
export interface Robots {
  add: (robot: Omit<Robot, 'id'>) => Robot
  list: () => readonly Robot[]
  remove: (id: number) => void
  clear: () => void
  /** Messages sent to the client of one item since the start. */
  clientMessages: (entityTypeId: EntityTypeId, itemId: number) => number
  /** Every item whose client was written to, in order of the first message. */
  messagedItems: () => { entityTypeId: EntityTypeId, id: number, count: number }[]
  /** All messages sent to clients. */
  allClientMessages: () => number
}
