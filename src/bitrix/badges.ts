import type { BatchRow, CallOptions, PortalClient } from './portal-client.ts'
import { badgeListSchema, triggerListSchema } from '../contracts/rest/bindings.schema.ts'
import { parseAnswer } from './parse-answer.ts'

/** A badge for the kanban. */
export interface Badge {
  code: string
  title: { ru: string, en: string }
  value: { ru: string, en: string }
  type: 'success' | 'failure' | 'warning' | 'primary' | 'secondary'
}

/** Makes missing badges known; those that exist stay as they are. */
export async function ensureBadges(client: PortalClient, badges: readonly Badge[], options: CallOptions): Promise<void> {
  const known = parseAnswer(badgeListSchema, await client.call('crm.activity.badge.list', {}, options), 'crm.activity.badge.list')
  const missing = badges.filter(wanted => !known.some(row => row.code === wanted.code))
  await addAll(client, missing.map(badge => ({ key: badge.code, method: 'crm.activity.badge.add', params: { ...badge } })), options)
}

/** A trigger customers can hang their own robots on. */
export interface Trigger {
  /** `a-z0-9` and dots, dashes, underscores. */
  code: string
  name: string
}

/** Makes missing triggers known. */
export async function ensureTriggers(client: PortalClient, triggers: readonly Trigger[], options: CallOptions): Promise<void> {
  const known = parseAnswer(triggerListSchema, await client.call('crm.automation.trigger.list', {}, options), 'crm.automation.trigger.list')
  const missing = triggers.filter(wanted => !known.some(row => row.code === wanted.code))
  await addAll(client, missing.map(trigger => ({ key: trigger.code, method: 'crm.automation.trigger.add', params: { CODE: trigger.code, NAME: trigger.name } })), options)
}

/** @throws PortalCallError the first refusal: what was added before it stays and is found next time */
async function addAll(client: PortalClient, rows: readonly BatchRow[], options: CallOptions): Promise<void> {
  if (rows.length === 0)
    return
  for (const answer of (await client.batch(rows, options)).values()) {
    if (answer.state === 'refused')
      throw answer.error
  }
}
