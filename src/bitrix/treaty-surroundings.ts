import type { CalendarSettings } from '../contracts/rest/calendar.schema.ts'
import type { CrmField } from '../contracts/rest/crm-fields.schema.ts'
import type { EntityTypeId } from '../domain/item-ref.ts'
import type { CallOptions, PortalClient } from './portal-client.ts'
import { calendarSettingsSchema } from '../contracts/rest/calendar.schema.ts'
import { crmFieldsSchema, directorySchema } from '../contracts/rest/crm-fields.schema.ts'

/** One value of a list, as the CRM keeps it and as people read it. */
export interface DirectoryEntry {
  value: string
  label: string
}

/** What a treaty can lean on in a portal; a part the portal refuses is empty or null. */
export interface PortalSurroundings {
  fields: Readonly<Record<string, CrmField>>
  /** Entries of the directories that fields name, by directory. */
  directories: Readonly<Record<string, DirectoryEntry[]>>
  calendar: CalendarSettings | null
}

/** Fields of an entity type, the directory of sources and the working calendar, in one request. */
export async function readSurroundings(client: PortalClient, entityTypeId: EntityTypeId, options: CallOptions): Promise<PortalSurroundings> {
  const answer = await client.batch([
    { key: 'fields', method: 'crm.item.fields', params: { entityTypeId, useOriginalUfNames: 'Y' } },
    { key: 'sources', method: 'crm.status.list', params: { order: { SORT: 'ASC' }, filter: { ENTITY_ID: 'SOURCE' } } },
    { key: 'calendar', method: 'calendar.settings.get', params: {} },
  ], options)
  const result = (key: string): unknown => {
    const row = answer.get(key)
    return row?.state === 'done' ? row.result : null
  }
  const fields = crmFieldsSchema.safeParse(result('fields'))
  const sources = directorySchema.safeParse(result('sources'))
  const calendar = calendarSettingsSchema.safeParse(result('calendar'))
  return {
    fields: fields.success ? fields.data : {},
    directories: { SOURCE: sources.success ? sources.data : [] },
    calendar: calendar.success ? calendar.data : null,
  }
}
