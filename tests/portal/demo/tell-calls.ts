import type { Portal } from '../portal.ts'
import type { Chance } from './chance.ts'
import type { Truth } from './habits.ts'
import type { ToldDeal, ToldLead } from './story-parts.ts'
import { CONTACT, DEAL, LEAD } from '../crm/crm-item.ts'
import { vocabularies } from './vocabulary.ts'

/** Only the newest leads have calls: older ones would fill the memory with records nobody opens. */
const leadsWithCalls = 5000
/** Part of the talks somebody wrote down. */
const transcribedShare = 0.35

/** Makes the calls of the newest leads in the order of time, with recordings. @returns how many */
export function tellCalls(portal: Portal, chance: Chance, leads: readonly ToldLead[], deals: readonly ToldDeal[]): number {
  const dealOf = new Map(deals.flatMap(({ item, lead }) => lead ? [[lead.item.id, item.id] as const] : []))
  const told = leads.slice(-leadsWithCalls)
    .flatMap(lead => lead.calls.map(call => ({ lead, call })))
    .sort((a, b) => a.call.startAt - b.call.startAt)
  for (const { lead, call } of told) {
    const dealId = dealOf.get(lead.item.id)
    const [contactId] = lead.item.contactIds ?? []
    const isTranscribed = call.durationSec > 20 && chance.happens(transcribedShare)
    portal.work.calls.make({
      userId: call.userId,
      phoneNumber: call.phone.replace('+', ''),
      type: call.type,
      durationSec: call.durationSec,
      startAt: call.startAt,
      failedCode: call.durationSec > 0 ? '200' : '304',
      owner: { entityTypeId: LEAD, entityId: lead.item.id },
      alsoOn: [
        ...dealId === undefined ? [] : [{ entityTypeId: DEAL, entityId: dealId }],
        ...contactId === undefined ? [] : [{ entityTypeId: CONTACT, entityId: contactId }],
      ],
      ...isTranscribed ? { transcript: transcript(portal.settings.language, lead.truth, call.durationSec) } : {},
      quietly: true,
    }, { kind: 'system' })
  }
  return told.length
}

function transcript(language: 'ru' | 'en', truth: Truth, durationSec: number): { side: 'User' | 'Client', startSec: number, stopSec: number, text: string }[] {
  const { talk } = vocabularies[language]
  const lines = truth === 'qualified' ? talk.qualified : truth === 'spam' ? talk.spam : talk.offTarget
  const share = durationSec / lines.length
  return lines.map((text, index) => ({ side: index % 2 === 0 ? 'User' : 'Client', startSec: Math.floor(index * share), stopSec: Math.floor((index + 1) * share), text }))
}
