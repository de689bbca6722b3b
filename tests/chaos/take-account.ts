import type { Breach } from '../../src/store/breaches.ts'
import type { ChaosWorld } from './chaos-world.ts'
import type { Change } from './make-changes.ts'

/** How often each thing that must be there once is there, for one changed lead. */
export type Tally = Readonly<Record<string, number>>

/** What has become of the changes. */
export interface Account {
  /** Leads with exactly one judgement and exactly one of everything that follows from it. */
  judged: number
  /** Leads with something missing. */
  lost: number
  /** Leads with something twice. */
  doubled: number
  /** Leads with something missing or twice. */
  unjudged: Change[]
  /** What is wrong, one line a lead, for whoever reads the failure. */
  wrong: string[]
}

/** Where the changes are looked for. */
type Watched = Pick<ChaosWorld, 'scene' | 'store' | 'portalId'>

/** Counts, for every changed lead, judgement, correction, message, timeline record, native values and writes not done. */
export async function takeAccount(world: Watched, changes: readonly Change[]): Promise<Account> {
  const account: Account = { judged: 0, lost: 0, doubled: 0, unjudged: [], wrong: [] }
  for (const change of changes) {
    const tally = await tallyOf(world, change)
    const isLost = Object.values(tally).some(count => count < 1)
    const isDoubled = Object.values(tally).some(count => count > 1)
    account.lost += isLost ? 1 : 0
    account.doubled += isDoubled ? 1 : 0
    if (isLost || isDoubled) {
      account.unjudged.push(change)
      account.wrong.push(`lead ${change.leadId} (${change.kind}): ${Object.entries(tally).filter(([, count]) => count !== 1).map(([name, count]) => `${count} × ${name}`).join(', ')}${change.unanswered === undefined ? '' : `; the form was told: ${change.unanswered}`}`)
    }
    else {
      account.judged += 1
    }
  }
  return account
}

async function tallyOf(world: Watched, change: Change): Promise<Tally> {
  const ref = { entityTypeId: 1, itemId: change.leadId } as const
  const undone = (await world.store.intentions.ofItem(world.portalId, ref)).filter(one => one.state === 'pending' || one.state === 'running').length
  const all = { 'all writes done': undone === 0 ? 1 : 0, 'in the mirror': await world.store.items.get(world.portalId, ref) === null ? 0 : 1 }
  return { ...all, ...change.kind === 'past_handoff' ? await correctionOf(world, change) : await verdictOf(world, change) }
}

async function correctionOf({ scene, store, portalId }: Watched, { leadId, userId }: Change): Promise<Tally> {
  const { portal } = scene
  const breaches: Breach[] = await store.breaches.ofItem(portalId, { entityTypeId: 1, itemId: leadId })
  return {
    'breach': breaches.length,
    'return to the stage before': portal.crm.history(1).ofOwner(leadId).filter((row, index) => index > 0 && row.stageId === 'NEW').length,
    'standing in the stage before': scene.stageOf(1, leadId) === 'NEW' ? 1 : 0,
    'timeline record': portal.work.activities.ofOwner({ entityTypeId: 1, entityId: leadId }).filter(activity => activity.appId !== null).length,
    'message': portal.work.notifications.of(userId).filter(notice => notice.appId !== null).length,
  }
}

async function verdictOf({ scene, store, portalId }: Watched, { leadId }: Change): Promise<Tally> {
  const given = await store.feedback.ofItem(portalId, { entityTypeId: 1, itemId: leadId })
  const spam = scene.portal.crm.userFields(1).find(field => field.fieldName === 'UF_CRM_PT_VERDICT')?.options.find(option => option.xmlId === 'spam')?.id
  return {
    'verdict': given.filter(entry => entry.kind === 'verdict' && entry.label === 'spam').length,
    'native verdict': Number(scene.portal.crm.get(1, leadId)?.UF_CRM_PT_VERDICT) === spam ? 1 : 0,
  }
}
