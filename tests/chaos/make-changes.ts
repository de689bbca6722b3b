import type { ChaosWorld } from './chaos-world.ts'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { PEOPLE } from '../support/gate-scene.ts'
import { openSession } from '../support/run-wizard.ts'

/** What a person did with a lead: went past the handoff, gave a verdict in our form, or set it in the card. */
export type ChangeKind = 'past_handoff' | 'form' | 'card'

/** A changed lead and what has to come of it. */
export interface Change {
  leadId: number
  kind: ChangeKind
  /** Who did it; a rep of his own where messages are counted. */
  userId: number
  /** What the last attempt of a form nobody answered was told. */
  unanswered?: string
}

const ADMIN = { kind: 'user', userId: PEOPLE.admin, appId: null } as const
const KINDS: readonly ChangeKind[] = ['past_handoff', 'form', 'past_handoff', 'card']
/** A form is sent again with the same key until it is answered, as the page does. */
const FORM_PATIENCE_MS = 600_000
/** A page waits longer for an answer than the server for its turn at the portal: who gives up earlier only adds to the queue. */
const ANSWER_MS = 20_000
/** People who have a form open at the same moment; a page that gets no answer is tried again after a moment, later each time. */
const FORMS_AT_ONCE = 24
/** With so many open the next change comes later, but it comes: the trouble may end only then. */
const SLOWED_MS = 500
const FIRST_PAUSE_MS = 200
const LONGEST_PAUSE_MS = 3_000

/** Where changes are made. */
type Changing = Pick<ChaosWorld, 'scene' | 'store' | 'portalId' | 'url' | 'appId'>

/** Leads that people create and change; `between` is called after each, for whatever goes wrong meanwhile. */
export async function makeChanges(world: Changing, count: number, between: (index: number) => Promise<void> | void = () => {}): Promise<Change[]> {
  const { scene } = world
  const changes: Change[] = []
  const forms = new Set<Promise<void>>()
  const fill = (change: Change): void => {
    const form = giveVerdict(world, change).finally(() => forms.delete(form))
    forms.add(form)
  }
  const spam = scene.portal.crm.userFields(1).find(field => field.fieldName === 'UF_CRM_PT_VERDICT')?.options.find(option => option.xmlId === 'spam')?.id
  for (let index = 0; index < count; index += 1) {
    const kind = KINDS[index % KINDS.length]!
    const userId = kind === 'past_handoff' ? addRep(world, index) : PEOPLE.rep
    const leadId = scene.addLead({ assignedById: userId }, ADMIN)
    const change: Change = { leadId, kind, userId }
    changes.push(change)
    const actor = { kind: 'user', userId, appId: null } as const
    if (kind === 'past_handoff')
      scene.move(1, leadId, 'PROCESSED', actor)
    else if (kind === 'card')
      scene.portal.crm.update(1, leadId, { UF_CRM_PT_VERDICT: spam }, actor)
    else
      fill(change)
    if (forms.size >= FORMS_AT_ONCE)
      await Promise.race([...forms, wait(SLOWED_MS)])
    await between(index)
  }
  await Promise.all(forms)
  return changes
}

/** Messages to one person are grouped, so each counted message has a person of its own. */
function addRep({ scene }: Changing, index: number): number {
  return scene.portal.people.add({ name: 'Rep', lastName: String(index), position: 'Sales', departmentIds: [2], crmRead: 'own', crmWrite: 'own' }).id
}

/** Resolves when the form was answered, or when patience is over: the count then finds no verdict. */
async function giveVerdict({ scene, url, appId }: Changing, change: Change): Promise<void> {
  const clientKey = randomUUID()
  const endAt = Date.now() + FORM_PATIENCE_MS
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      const ask = await openSession({ portal: scene.portal, appId, url, userId: PEOPLE.rep, timeoutMs: ANSWER_MS })
      await ask(`/api/items/1/${change.leadId}/feedback`, { label: 'spam', reason: 'bot', clientKey })
      return
    }
    catch (error) {
      if (Date.now() > endAt) {
        change.unanswered = String(error)
        return
      }
      await wait(pauseMs)
    }
  }
}
