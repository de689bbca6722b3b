import type { CrmItem } from '../crm/crm-item.ts'
import type { HistoryRow } from '../crm/stage.ts'
import type { Portal } from '../portal.ts'
import type { Habit, Truth } from './habits.ts'
import type { OptionIds } from './native-fields.ts'
import type { ToldDeal, ToldLead } from './story-parts.ts'
import { COMPANY, CONTACT, DEAL, LEAD } from '../crm/crm-item.ts'
import { seededRandom } from '../seeded-random.ts'
import { createChance } from './chance.ts'
import { habits } from './habits.ts'
import { addNativeFields } from './native-fields.ts'
import { historyOf } from './story-parts.ts'
import { tellCalls } from './tell-calls.ts'
import { tellClients } from './tell-clients.ts'
import { tellGoods } from './tell-goods.ts'
import { tellLead } from './tell-lead.ts'
import { vocabularies } from './vocabulary.ts'
import { arrivalWeight } from './working-hours.ts'

const weekMs = 7 * 24 * 3_600_000
const storyWeeks = 26

/** What the demo's own driver may know beyond what the portal tells: who answers how, what each lead truly was. */
export interface DemoStory {
  habits: readonly Habit[]
  /** Undefined for leads born after the story. */
  truthOf: (leadId: number) => Truth | undefined
  leads: number
  deals: number
  calls: number
}

/**
 * Fills an empty CRM with half a year of a fictional furniture maker: leads, calls, clients, deals. The people must be
 * the default staff. The same seed, number of leads and present give the same story. Raises no item events.
 */
export function seedDemo(portal: Portal, { leads: count, seed }: { leads: number, seed: number }): DemoStory {
  const { crm, settings } = portal
  const chance = createChance(seededRandom(seed))
  const now = Math.floor(portal.clock.now() / 1000) * 1000
  const optionIds: OptionIds = addNativeFields(portal)
  const words = vocabularies[settings.language]
  const telling = { chance, words, language: settings.language, currency: settings.currency, optionIds, now, nextMultiFieldId: crm.nextMultiFieldId }

  const leads = birthTimes(count, now, chance.share).map(bornAt => tellLead(telling, crm.nextId(LEAD), bornAt))
  const { contacts, companies, deals } = tellClients({ ...telling, nextId: crm.nextId }, leads)
  crm.load(COMPANY, companies, [])
  crm.load(CONTACT, contacts, [])
  crm.load(LEAD, leads.map(({ item }) => item), numbered(crm.nextHistoryId, leads))
  crm.load(DEAL, deals.map(({ item }) => item), numbered(crm.nextHistoryId, deals))
  const calls = tellCalls(portal, chance, leads, deals)
  tellGoods(portal, chance, leads, deals)

  const truths = new Map(leads.map(({ item, truth }) => [item.id, truth]))
  return { habits, truthOf: leadId => truths.get(leadId), leads: leads.length, deals: deals.length, calls }
}

/** Moments of birth over 26 weeks, oldest first; offices and clients sleep at night. */
function birthTimes(count: number, now: number, random: () => number): number[] {
  const start = now - storyWeeks * weekMs
  const births: number[] = []
  while (births.length < count) {
    const at = Math.floor((start + random() * (now - start)) / 1000) * 1000
    if (random() < arrivalWeight(at))
      births.push(at)
  }
  return births.sort((a, b) => a - b)
}

/** All rows of the history in the order of time, numbered. */
function numbered(nextId: () => number, told: readonly (ToldLead | ToldDeal)[]): HistoryRow[] {
  const rows = told.flatMap(({ item, steps }: { item: CrmItem, steps: ToldLead['steps'] }) => historyOf(item, steps))
  return rows.sort((a, b) => a.createdAt - b.createdAt || a.ownerId - b.ownerId).map(row => ({ id: nextId(), ...row }))
}
