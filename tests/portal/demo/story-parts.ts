import type { CrmItem } from '../crm/crm-item.ts'
import type { HistoryRow } from '../crm/stage.ts'
import type { Habit, Truth } from './habits.ts'

/** One step of an item: a stage entered at a moment by a person (0 = the portal itself). */
export interface Step {
  at: number
  stageId: string
  semanticId: 'P' | 'S' | 'F'
  userId: number
}

/** A telephone call of the story. */
export interface ToldCall {
  startAt: number
  userId: number
  phone: string
  /** 1 outgoing, 2 incoming. */
  type: 1 | 2
  /** 0 = nobody answered. */
  durationSec: number
}

/** A lead with everything that happened to it. */
export interface ToldLead {
  item: CrmItem
  truth: Truth
  habit: Habit
  steps: Step[]
  calls: ToldCall[]
  /** Place of the product in the list of products. */
  productIndex: number
  /** When it was converted; null for the others. */
  convertedAt: number | null
}

/** A deal before it has a number. */
export interface ToldDeal {
  item: CrmItem
  steps: Step[]
  /** Lead it came from; null for deals of repeat clients. */
  lead: ToldLead | null
  productIndex: number
}

/** The history of an item's steps; ids are given when all stories are told. */
export function historyOf(item: CrmItem, steps: readonly Step[]): Omit<HistoryRow, 'id'>[] {
  return steps.map((step, index) => ({
    typeId: index === 0 ? 1 : step.semanticId === 'P' ? 2 : 3,
    ownerId: item.id,
    createdAt: step.at,
    stageId: step.stageId,
    semanticId: step.semanticId,
    categoryId: item.categoryId ?? 0,
  }))
}

/** Puts the last step's traces on the item. */
export function settle(item: CrmItem, steps: readonly Step[]): void {
  const last = steps.at(-1)
  if (last === undefined)
    return
  item.stageId = last.stageId
  item.movedTime = last.at
  item.movedBy = last.userId
  item.updatedTime = Math.max(item.createdTime, last.at)
  item.updatedBy = last.userId
  item.lastActivityTime = item.updatedTime
  item.lastActivityBy = last.userId
}
