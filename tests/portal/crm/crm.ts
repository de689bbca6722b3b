import type { Actor } from './actor.ts'
import type { CardLayouts } from './card-layouts.ts'
import type { CrmItem, EntityTypeId, FieldInput, FieldValue } from './crm-item.ts'
import type { CrmSettings } from './crm-settings.ts'
import type { Currencies } from './currencies.ts'
import type { Directories } from './directories.ts'
import type { FindDuplicates } from './duplicates.ts'
import type { FieldCatalogue, Naming } from './field-catalogue.ts'
import type { FieldSpec } from './fields/field-spec.ts'
import type { HistoryTable } from './history-table.ts'
import type { ProductRows } from './product-rows.ts'
import type { Robots } from './robots.ts'
import type { HistoryRow, Pipeline, Stage } from './stage.ts'
import type { UserField } from './user-field.ts'
import type { UserFields } from './user-fields.ts'

/**
 * The road a change takes; required fields are checked differently on each (bitrix24.md 4.4, knobs):
 * `rest` crm.item.*, `classic` crm.lead.* and its kin, `card` and `kanban` our pages, `mass`, `import`, `robot`, `conversion`.
 */
export type Route = 'rest' | 'classic' | 'card' | 'kanban' | 'mass' | 'import' | 'robot' | 'conversion' | 'merge'

/** A question to `list`: filters as `crm.item.list` takes them, in store names. */
export interface ListQuery {
  /** Keys with operator prefixes, nested groups with `logic`; values as REST takes them. */
  filter?: Record<string, unknown>
  /** How filter and order name fields. @default 'store' */
  naming?: Naming
  order?: Record<string, string>
  /** Offset of the first row. @default 0 */
  start?: number
  /** @default 50 */
  limit?: number
  /** When false the total is not counted and is null. @default true */
  counted?: boolean
}

/** One page of a list. */
export interface ListPage {
  items: CrmItem[]
  /** All matches the actor may read; null when not counted. */
  total: number | null
  /** Whether rows follow this page. */
  hasMore: boolean
}

/** What "convert" shall create; the lead moves to its success stage in every case. */
export interface ConvertOptions {
  contact: boolean
  company: boolean
  deal: boolean
  /** Pipeline of the deal. @default 0 */
  pipelineId?: number
  /** Existing contact or company to use instead of a new one. */
  contactId?: number
  companyId?: number
}

/** What a conversion made. */
export interface Conversion {
  lead: CrmItem
  contact: CrmItem | null
  company: CrmItem | null
  deal: CrmItem | null
}

/** Outcome of a change of many items: ids changed, and refusals with their words. */
export interface MassReport {
  changed: number[]
  refused: { id: number, code: string, message: string }[]
}

/** Outcome of a CSV import; rows are counted from 1 without the heading. */
export interface ImportReport {
  imported: number[]
  refused: { row: number, message: string }[]
}

/** One hit of the search line. */
export interface SearchHit {
  entityTypeId: EntityTypeId
  id: number
  title: string
  /** The value that matched: a phone, an address, the title. */
  matched: string
}

/** The CRM of the portal. Writers check the actor's rights and throw `RestError` as Bitrix24 words it. */
export interface Crm {
  /** What an administrator has set: stage-dependent required fields, pipeline of simple mode. */
  settings: CrmSettings
  /** 1 classic (leads exist), 2 simple (a new lead becomes a deal at once); turned by the knob `crmMode`. */
  readonly mode: 1 | 2
  directories: Directories
  fields: (entityTypeId: EntityTypeId) => FieldSpec[]
  catalogue: (entityTypeId: EntityTypeId) => FieldCatalogue
  /** Stored or calculated value of a field. */
  valueOf: (entityTypeId: EntityTypeId, item: CrmItem, spec: FieldSpec) => FieldValue
  userFieldStore: UserFields
  userFields: (entityTypeId: EntityTypeId) => UserField[]
  pipelines: () => Pipeline[]
  /** Stages in their order; `pipelineId` counts for deals only. */
  stages: (entityTypeId: EntityTypeId, pipelineId?: number) => Stage[]
  /** Stage of an item; undefined for contacts and companies. */
  stageOf: (entityTypeId: EntityTypeId, item: CrmItem) => Stage | undefined
  robots: Robots
  productRows: ProductRows
  layouts: CardLayouts
  currencies: Currencies
  /** Fields an administrator added to the duplicate control, by their number. */
  volatileTypes: Map<number, { entityTypeId: EntityTypeId, fieldCode: string }>
  findDuplicates: FindDuplicates

  count: (entityTypeId: EntityTypeId) => number
  /** Without any check of rights. */
  get: (entityTypeId: EntityTypeId, id: number) => CrmItem | undefined
  canRead: (actor: Actor, entityTypeId: EntityTypeId, item: CrmItem) => boolean
  canWrite: (actor: Actor, entityTypeId: EntityTypeId, item: CrmItem) => boolean
  /** Items the actor may not read are silently missing. */
  list: (entityTypeId: EntityTypeId, query: ListQuery, actor: Actor) => ListPage
  history: (entityTypeId: EntityTypeId) => HistoryTable

  /** In simple mode a new lead comes back converted. @throws RestError refusals of `crm.item.add` */
  add: (entityTypeId: EntityTypeId, fields: FieldInput, actor: Actor, route?: Route) => CrmItem
  /** Saves nothing and raises nothing when no value changes. @throws RestError refusals of `crm.item.update` */
  update: (entityTypeId: EntityTypeId, id: number, fields: FieldInput, actor: Actor, route?: Route) => CrmItem
  /** @throws RestError NOT_FOUND, ACCESS_DENIED */
  remove: (entityTypeId: EntityTypeId, id: number, actor: Actor) => void
  /** Host action "convert" (no REST method does this). @throws RestError required fields (by knob), ACCESS_DENIED */
  convertLead: (leadId: number, options: ConvertOptions, actor: Actor) => Conversion
  massEdit: (entityTypeId: EntityTypeId, ids: readonly number[], fields: FieldInput, actor: Actor) => MassReport
  /** Joins the others into the first one: empty fields are filled, links move, the others are deleted. */
  merge: (entityTypeId: EntityTypeId, ids: readonly number[], actor: Actor) => CrmItem
  /** Heading row names fields by title, `crm.item` name or UF name; comma or semicolon. */
  importCsv: (csv: string, actor: Actor) => ImportReport
  search: (term: string, actor: Actor) => SearchHit[]

  /** Puts ready items into the store as they are: no checks, no events (demo data and snapshots). */
  load: (entityTypeId: EntityTypeId, items: CrmItem[], history: HistoryRow[]) => void
  /** Next free id of that kind. */
  nextId: (entityTypeId: EntityTypeId) => number
  nextMultiFieldId: () => number
  nextHistoryId: () => number
}
