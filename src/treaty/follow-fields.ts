import type { PortalClient, PortalClients } from '../bitrix/portal-client.ts'
import type { EntityTypeId } from '../domain/item-ref.ts'
import type { NativeListKey } from '../domain/native-options.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Language } from '../domain/words.ts'
import type { StoreScope } from '../store/store.ts'
import { listOwnFields, updateFieldOptions } from '../bitrix/user-fields.ts'
import { followOptions } from '../domain/follow-options.ts'
import { nativeOptions } from '../domain/native-options.ts'
import { NATIVE_FIELD_NAMES } from '../domain/native-values.ts'
import { languageFor } from '../domain/words.ts'
import { parseDocument } from './stored-version.ts'
import { TREATY_TEMPLATES } from './templates/treaty-templates.ts'

/** What following takes. */
export interface FollowFieldsDeps {
  readonly store: StoreScope
  readonly clients: Pick<PortalClients, 'forPortal'>
  readonly now: () => number
}

/** The version whose options the fields have, kept with the portal's other facts. */
const FOLLOWED = 'fieldsVersion'
const LANE = { lane: 'background' } as const

type Former = Readonly<Record<NativeListKey, ReadonlyMap<string, ReadonlySet<string>>>>

/**
 * Lets the native list fields follow the version in force: options are added, renamed and retired by `XML_ID`, never deleted. Does
 * nothing when they follow it already. Interrupted half-way it begins again: what is right already is not written.
 * @throws PortalCallError when the portal refuses or cannot be reached; the next run tries again
 */
export async function followFields({ store, clients, now }: FollowFieldsDeps, portalId: number): Promise<void> {
  const [portal, inForce] = await Promise.all([store.portals.get(portalId), store.treaties.inForce(portalId, now())])
  if (!portal || !inForce || portal.capabilities[FOLLOWED] === inForce.versionNo)
    return
  const fields = await store.fields.list(portalId)
  const former = formerWords((await store.treaties.list(portalId)).map(parseDocument))
  const client = clients.forPortal(portalId)
  const done = { added: 0, renamed: 0, retired: 0 }
  for (const entityTypeId of new Set(fields.map(field => field.entityTypeId))) {
    const sums = await followEntity(client, { entityTypeId, document: parseDocument(inForce), former, language: languageFor(portal.language) })
    sums.forEach(({ added, renamed, retired }) => Object.assign(done, { added: done.added + added, renamed: done.renamed + renamed, retired: done.retired + retired }))
    await keepOptions(store, client, { portalId, entityTypeId, now: now() })
  }
  await store.portals.setCapabilities(portalId, { [FOLLOWED]: inForce.versionNo }, now())
  await store.audit.write(portalId, { at: now(), actorId: null, action: 'fields.followed', subject: `version:${inForce.versionNo}`, detail: done, ipHash: null })
}

interface Entity {
  entityTypeId: EntityTypeId
  document: TreatyDocument
  former: Former
  language: Language
}

async function followEntity(client: PortalClient, { entityTypeId, document, former, language }: Entity): Promise<{ added: number, renamed: number, retired: number }[]> {
  const rows = await listOwnFields(client, entityTypeId, LANE)
  const wanted = nativeOptions(document)
  const sums = []
  for (const key of keysOf(wanted)) {
    const row = rows.find(field => field.fieldName === NATIVE_FIELD_NAMES[key])
    const plan = row?.typeId === 'enumeration' ? followOptions(row.options, wanted[key], former[key], language) : null
    if (!row || !plan)
      continue
    await updateFieldOptions(client, entityTypeId, row.fieldId, [...plan.list], LANE)
    sums.push(plan)
  }
  return sums
}

/** Our copy of the options: the sync translates option ids by it. */
async function keepOptions(store: StoreScope, client: PortalClient, { portalId, entityTypeId, now }: { portalId: number, entityTypeId: EntityTypeId, now: number }): Promise<void> {
  const rows = await listOwnFields(client, entityTypeId, LANE)
  const known = (await store.fields.list(portalId)).filter(field => field.entityTypeId === entityTypeId)
  await store.fields.upsertMany(portalId, known.flatMap((field) => {
    const row = rows.find(candidate => candidate.fieldName === field.fieldName)
    return row ? [{ ...field, fieldId: row.fieldId, options: row.options.flatMap(({ id, xmlId, value }) => xmlId === null ? [] : [{ id, xmlId, value }]), state: 'ok' as const, checkedAt: now }] : []
  }))
}

/** Words of our options in every version and every template, in both languages: the installation may have begun with any of them. */
function formerWords(documents: readonly TreatyDocument[]): Former {
  const all = [...documents, ...TREATY_TEMPLATES].map(nativeOptions)
  const of = (key: NativeListKey): ReadonlyMap<string, ReadonlySet<string>> => {
    const words = new Map<string, Set<string>>()
    for (const option of all.flatMap(options => options[key]))
      words.set(option.xmlId, new Set([...words.get(option.xmlId) ?? [], option.words.ru, option.words.en]))
    return words
  }
  return { verdict: of('verdict'), warmth: of('warmth'), reason: of('reason'), review: of('review'), criteria: of('criteria') }
}

function keysOf(wanted: ReturnType<typeof nativeOptions>): NativeListKey[] {
  return Object.keys(wanted) as NativeListKey[]
}
