import type { CrmItem } from '../crm/crm-item.ts'
import type { Chance } from './chance.ts'
import type { OptionIds } from './native-fields.ts'
import type { Step, ToldDeal, ToldLead } from './story-parts.ts'
import { DEAL } from '../crm/crm-item.ts'
import { nativeNames } from './native-fields.ts'
import { settle } from './story-parts.ts'
import { duringOffice } from './working-hours.ts'

const dayMs = 24 * 3_600_000

/** Part of the deals won, by what the lead was; repeat clients buy more often. */
const wonShare = { 'qualified': 0.44, 'off target': 0.05, 'spam': 0, 'repeat client': 0.7 } as const
/** Days between two stages: at least, at most. */
const stepDays = [0.5, 7] as const
const route = ['PREPARATION', 'PREPAYMENT_INVOICE', 'EXECUTING', 'FINAL_INVOICE'] as const

/** What every deal's story draws on. */
export interface DealTelling {
  chance: Chance
  now: number
  optionIds: OptionIds
}

/** Where a deal comes from. */
export interface DealOrigin {
  bornAt: number
  title: string
  /** Fields the deal starts with: people, source, marks, amount. */
  fields: Partial<CrmItem>
  lead: ToldLead | null
  productIndex: number
}

/** One deal with its life until now; number 0 until all deals are known. The fourth product is sold wholesale. */
export function tellDeal(telling: DealTelling, { bornAt, title, fields, lead, productIndex }: DealOrigin): ToldDeal {
  const { chance, optionIds } = telling
  const categoryId = productIndex === 3 ? 1 : 0
  const userId = fields.assignedById ?? 1
  const item: CrmItem = {
    id: 0,
    createdTime: bornAt,
    updatedTime: bornAt,
    createdBy: userId,
    updatedBy: userId,
    assignedById: userId,
    opened: 'Y',
    title,
    categoryId,
    ...fields,
    opportunity: fields.opportunity ?? chance.whole(5, 45) * 10_000,
    isManualOpportunity: 'Y',
    begindate: Math.floor(bornAt / dayMs) * dayMs - 3 * 3_600_000,
    [nativeNames.product]: optionIds.product[DEAL][productIndex],
  }
  const steps = live(telling, item, lead?.truth ?? 'repeat client', userId)
  settle(item, steps)
  const last = steps.at(-1)
  item.closed = last?.semanticId === 'P' ? 'N' : 'Y'
  if (last && last.semanticId !== 'P')
    item.closedate = Math.floor(last.at / dayMs) * dayMs - 3 * 3_600_000
  return { item, steps, lead, productIndex }
}

function live({ chance, now, optionIds }: DealTelling, item: CrmItem, origin: keyof typeof wonShare, userId: number): Step[] {
  const prefix = item.categoryId === 1 ? 'C1:' : ''
  const steps: Step[] = [{ at: item.createdTime, stageId: `${prefix}NEW`, semanticId: 'P', userId }]
  const isWon = chance.happens(wonShare[origin])
  const lastStage = isWon ? route.length : chance.whole(0, route.length - 1)
  let at = item.createdTime
  const enter = (stageId: string, semanticId: Step['semanticId']): boolean => {
    at = duringOffice(at + chance.between(...stepDays) * dayMs, chance)
    if (at > now)
      return false
    steps.push({ at, stageId: `${prefix}${stageId}`, semanticId, userId })
    return true
  }
  for (const stageId of route.slice(0, lastStage)) {
    if (!enter(stageId, 'P'))
      return steps
  }
  const isEnded = isWon ? enter('WON', 'S') : enter(chance.happens(0.8) ? 'LOSE' : 'APOLOGY', 'F')
  if (isEnded && !isWon)
    item[nativeNames.lostReason] = lossOf(chance, optionIds.lostReason[DEAL], origin)
  return steps
}

/** Off-target and spam leads are lost for reasons that contradict a "qualified" verdict: region, budget, no contact. */
function lossOf(chance: Chance, reasons: readonly number[], origin: keyof typeof wonShare): number {
  return chance.pick(origin === 'qualified' || origin === 'repeat client' ? reasons.slice(0, 3) : reasons.slice(3))
}
