import type { EntityTypeId } from '../domain/item-ref.ts'
import type { Portal } from '../store/portals.ts'
import type { SyncDeps } from './sync-deps.ts'
import { parseAnswer } from '../bitrix/parse-answer.ts'
import { keptFields } from '../contracts/rest/bound-fields.schema.ts'
import { crmFieldsSchema } from '../contracts/rest/crm-fields.schema.ts'
import { DAY_MS } from '../domain/local-time.ts'
import { REPLAYED_FIELDS } from '../domain/treaty-preview.ts'
import { bindableKind } from '../treaty/bindable-field.ts'
import { parseDocument } from '../treaty/stored-version.ts'
import { readFields } from './backfill/read-fields.ts'

/** A look back counts thirty local days; values may change by what raises no event, so every item is read again once a day. */
const BACK_MS = 33 * DAY_MS
const AGAIN_MS = 20 * 3_600_000

type Deps = Pick<SyncDeps, 'store' | 'clients' | 'now' | 'log'>

/** What criteria are bound to, and the items that have it. */
interface Bound {
  readonly intake: { readonly entityTypeId: EntityTypeId, readonly pipelineId: number }
  readonly fieldNames: string[]
}

/**
 * Reads the CRM fields that criteria of the draft or the version in force are bound to, of last month's intake items, so that a look
 * back answers these criteria as the card would. Begins when other fields are bound and once a day. Only flags, options, numbers and
 * dates are read; what is older than a month, or bound no more, is forgotten. A crash repeats it from the start.
 * @returns items read
 * @throws PortalCallError it is tried again with the next visit
 */
export async function readBoundValues(deps: Deps, portal: Portal): Promise<number> {
  const { store, now } = deps
  const startedAt = now()
  const [bound, last] = [await boundNow(deps, portal.portalId), await store.boundValues.reading(portal.portalId)]
  const isSame = (last?.fieldNames ?? []).join() === bound?.fieldNames.join()
  if (!bound || (isSame && (bound.fieldNames.length === 0 || startedAt - (last?.readAt ?? 0) < AGAIN_MS)))
    return 0
  const fieldNames = await bindable(deps, portal.portalId, bound)
  const read = fieldNames.length === 0 ? 0 : await readMonth(deps, portal.portalId, { ...bound, fieldNames })
  await store.boundValues.settle(portal.portalId, { fieldNames: bound.fieldNames, readAt: startedAt })
  deps.log.info({ memberId: portal.memberId, fields: fieldNames.length, read }, 'bound fields read')
  return read
}

/** Null before the installation made a draft. Amount and source are in the mirror already. */
async function boundNow({ store, now }: Deps, portalId: number): Promise<Bound | null> {
  const rows = [await store.treaties.latestDraft(portalId), await store.treaties.inForce(portalId, now())]
  const documents = rows.flatMap(row => row ? [parseDocument(row)] : [])
  const names = documents.flatMap(({ criteria }) => criteria.flatMap(({ field }) => field ?? []))
  return documents[0] ? { intake: documents[0].handoff.intake, fieldNames: [...new Set(names)].filter(name => !REPLAYED_FIELDS.includes(name)).sort() } : null
}

/** A treaty file may name more fields than the page offers: a text, or a field that is gone, is not read. */
async function bindable({ clients }: Deps, portalId: number, { intake: { entityTypeId }, fieldNames }: Bound): Promise<string[]> {
  if (fieldNames.length === 0)
    return []
  const result = await clients.forPortal(portalId).call('crm.item.fields', { entityTypeId, useOriginalUfNames: 'Y' }, { lane: 'background' })
  const fields = parseAnswer(crmFieldsSchema, result, 'crm.item.fields')
  return fieldNames.filter(name => bindableKind(name, fields[name]?.type ?? '') !== null)
}

async function readMonth({ store, clients, now }: Deps, portalId: number, { intake, fieldNames }: Bound): Promise<number> {
  const readAt = now()
  const { entityTypeId } = intake
  const [oldest] = await store.cohorts.page(portalId, { ...intake, fromAt: readAt - BACK_MS, toAt: readAt, beyondStageIds: [], dealPipelineIds: [], withFields: false }, null, 1)
  if (!oldest)
    return 0
  let read = 0
  await readFields(clients.forPortal(portalId), { entityTypeId, fieldNames, afterId: oldest.itemId - 1 }, async (rows) => {
    await store.boundValues.putMany(portalId, rows.map(({ itemId, row }) => ({ entityTypeId, itemId, fields: keptFields(row, fieldNames) })), readAt)
    read += rows.length
  })
  return read
}
