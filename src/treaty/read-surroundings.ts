import type { PortalClients } from '../bitrix/portal-client.ts'
import type { PortalSurroundings } from '../bitrix/treaty-surroundings.ts'
import type { TreatySurroundings } from '../contracts/api/treaty-workshop.schema.ts'
import type { CrmField } from '../contracts/rest/crm-fields.schema.ts'
import type { StoreScope } from '../store/store.ts'
import type { TreatyActor } from './treaty-actor.ts'
import { readSurroundings } from '../bitrix/treaty-surroundings.ts'
import { intakeTypeOf } from '../domain/item-ref.ts'
import { reachOf } from '../domain/rights.ts'
import { bindableKind } from './bindable-field.ts'
import { proposeCalendar } from './propose-calendar.ts'
import { refusal } from './refusal.ts'

/** What reading takes. */
export interface SurroundingsDeps {
  readonly store: Pick<StoreScope, 'portals'>
  readonly clients: Pick<PortalClients, 'forPortal'>
  readonly now: () => number
}

/**
 * Fields, sources and working calendar of the portal itself, read live for whoever drafts.
 * @throws HttpError `may_not_draft` 403; PortalCallError when the portal cannot be reached
 */
export async function readTreatySurroundings({ store, clients, now }: SurroundingsDeps, portalId: number, actor: TreatyActor): Promise<TreatySurroundings> {
  if (reachOf(actor.roles, 'draft_treaty') !== 'all')
    throw refusal('may_not_draft', actor.language)
  const portal = await store.portals.get(portalId)
  const found = await readSurroundings(clients.forPortal(portalId), intakeTypeOf(portal), { lane: 'people' })
  const calendar = found.calendar === null ? null : proposeCalendar(found.calendar, portal?.timeZone ?? 'UTC', now())
  return {
    fields: Object.entries(found.fields).flatMap(([name, field]) => {
      const kind = bindableKind(name, field.type)
      return kind === null ? [] : [{ name, title: field.title ?? name, kind, options: optionsOf(field, found) }]
    }),
    sources: found.directories.SOURCE ?? [],
    // The domain's lists are read-only, the contract's are plain: the same JSON.
    calendar: calendar as TreatySurroundings['calendar'],
  }
}

function optionsOf(field: CrmField, found: PortalSurroundings): { value: string, label: string }[] {
  if (field.statusType !== null)
    return found.directories[field.statusType] ?? []
  return field.items.map(item => ({ value: String(item.ID), label: item.VALUE }))
}
