import type { Portal } from '../portal.ts'
import type { Work } from '../work/work.ts'
import type { Actor } from './actor.ts'
import type { CrmItem, EntityTypeId, FieldValue } from './crm-item.ts'
import type { CrmSettings } from './crm-settings.ts'
import type { DerivedContext } from './derived-value.ts'
import type { Directories } from './directories.ts'
import type { FieldCatalogues } from './field-catalogue.ts'
import type { FieldSpec } from './fields/field-spec.ts'
import type { HistoryTable } from './history-table.ts'
import type { ItemTable } from './item-table.ts'
import type { ProductRows } from './product-rows.ts'
import type { RelatedRecords } from './related-records.ts'
import type { Stage } from './stage.ts'
import type { UserFields } from './user-fields.ts'
import { derivedValue } from './derived-value.ts'
import { createDirectories } from './directory-store.ts'
import { createFieldCatalogues } from './field-catalogue.ts'
import { createHistoryTable } from './history-table.ts'
import { createItemTable } from './item-table.ts'
import { createProductRows } from './product-rows.ts'
import { relatedRecords } from './related-records.ts'
import { semanticOf, stageDirectory, stagesOf } from './stages.ts'
import { createUserFields, entityWords } from './user-field-store.ts'

/** What the CRM asks of the rest of the portal; read at the moment of use, so parts may be built in any order. */
export type CrmSurroundings = Pick<Portal, 'settings' | 'clock' | 'random' | 'knobs' | 'people' | 'apps' | 'events'>

/** Everything the CRM keeps, and the small verbs its larger ones are made of. */
export interface CrmCore {
  portal: CrmSurroundings
  settings: CrmSettings
  directories: Directories
  userFields: UserFields
  productRows: ProductRows
  related: RelatedRecords
  catalogues: FieldCatalogues
  tables: Record<EntityTypeId, ItemTable>
  histories: Record<EntityTypeId, HistoryTable>
  stages: (entityTypeId: EntityTypeId, pipelineId: number) => Stage[]
  semanticOf: (entityTypeId: EntityTypeId, item: Pick<CrmItem, 'stageId' | 'categoryId'>) => 'P' | 'S' | 'F'
  /** Stored or calculated value of a field. */
  valueOf: (entityTypeId: EntityTypeId, item: CrmItem, spec: FieldSpec) => FieldValue
  nextHistoryId: () => number
  nextMultiFieldId: () => number
  nextFileId: () => number
  raise: (entityTypeId: EntityTypeId, verb: 'ADD' | 'UPDATE' | 'DELETE', id: number, actor: Actor) => void
}

function counter(start: number): () => number {
  let last = start
  return () => ++last
}

/** Empty CRM with the directories of a fresh portal. */
export function createCrmCore(portal: CrmSurroundings, work: () => Work): CrmCore {
  const { language } = portal.settings
  const directories = createDirectories(language)
  const tables = { 1: createItemTable(), 2: createItemTable(), 3: createItemTable(), 4: createItemTable() }
  const userFields = createUserFields((suffix, field, actor) => {
    if (suffix === 'DELETE')
      forgetValues(tables[field.entityTypeId], field.fieldName)
    const word = entityWords[field.entityTypeId]
    portal.events.raise({
      name: `ONCRM${word}USERFIELD${suffix}`,
      data: { FIELDS: { ID: String(field.id), ENTITY_ID: `CRM_${word}`, FIELD_NAME: field.fieldName } },
      actor,
    })
  })
  const catalogues = createFieldCatalogues(userFields, language)
  const semantic: CrmCore['semanticOf'] = (entityTypeId, item) => semanticOf(directories, entityTypeId, item)
  const derivedOf = (entityTypeId: EntityTypeId): DerivedContext => ({
    semanticOf: item => semantic(entityTypeId, item),
    firstStageOf: item => directories.list(stageDirectory(entityTypeId, item.categoryId ?? 0) ?? '')[0]?.statusId,
  })
  const derivedContexts = { 1: derivedOf(1), 2: derivedOf(2), 3: derivedOf(3), 4: derivedOf(4) }

  return {
    portal,
    settings: { stageRequirements: [], simpleModePipelineId: 0 },
    directories,
    userFields,
    productRows: createProductRows(),
    related: relatedRecords(work),
    catalogues,
    tables,
    histories: { 1: createHistoryTable(), 2: createHistoryTable(), 3: createHistoryTable(), 4: createHistoryTable() },
    stages: (entityTypeId, pipelineId) => stagesOf(directories, entityTypeId, pipelineId),
    semanticOf: semantic,
    valueOf: (entityTypeId, item, spec) => spec.isDerived ? derivedValue(spec.name, item, derivedContexts[entityTypeId]) : spec.isDisabled ? null : item[spec.name],
    nextHistoryId: counter(0),
    nextMultiFieldId: counter(100),
    nextFileId: counter(1000),
    raise: (entityTypeId, verb, id, actor) => portal.events.raise({
      name: `ONCRM${entityWords[entityTypeId]}${verb}`,
      data: { FIELDS: { ID: String(id) } },
      actor,
      ...actor.kind === 'user' && actor.authConnector !== undefined ? { authConnector: actor.authConnector } : {},
    }),
  }
}

/** A deleted custom field takes its values along. */
function forgetValues(table: ItemTable, fieldName: string): void {
  for (const id of table.ids()) {
    const item = table.get(id)
    if (item)
      delete item[fieldName]
  }
}
