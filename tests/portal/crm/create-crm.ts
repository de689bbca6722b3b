import type { Work } from '../work/work.ts'
import type { CrmSurroundings } from './crm-core.ts'
import type { Crm } from './crm.ts'
import { createCardLayouts } from './card-layouts.ts'
import { createCrmCore } from './crm-core.ts'
import { LEAD } from './crm-item.ts'
import { createCurrencies } from './currencies.ts'
import { createDuplicateSearch } from './duplicates.ts'
import { importLeads } from './import-leads.ts'
import { listItems } from './list-items.ts'
import { isWithin, reachOf } from './rights.ts'
import { searchItems } from './search-items.ts'
import { createWriters } from './writers.ts'

/** The CRM of a fresh portal: default stages, pipelines and directories, no items. Calls and comments in `work` follow conversions, merges and deletions. */
export function createCrm(portal: CrmSurroundings, work: () => Work): Crm {
  const core = createCrmCore(portal, work)
  const writers = createWriters(core)
  const canRead: Crm['canRead'] = (actor, _, item) => isWithin(reachOf(portal, actor, 'crmRead'), item)

  return {
    settings: core.settings,
    get mode() { return portal.knobs.get('crmMode') === 'simple' ? 2 : 1 },
    directories: core.directories,
    catalogue: entityTypeId => core.catalogues.of(entityTypeId),
    fields: entityTypeId => core.catalogues.of(entityTypeId).specs,
    valueOf: core.valueOf,
    userFieldStore: core.userFields,
    userFields: entityTypeId => [...core.userFields.list(entityTypeId)],
    pipelines: () => [...core.directories.pipelines()].sort((a, b) => a.sort - b.sort || a.id - b.id),
    stages: (entityTypeId, pipelineId = 0) => core.stages(entityTypeId, pipelineId),
    stageOf: (entityTypeId, item) => core.stages(entityTypeId, item.categoryId ?? 0).find(stage => stage.statusId === item.stageId),
    productRows: core.productRows,
    layouts: createCardLayouts(),
    currencies: createCurrencies(portal.settings.currency, portal.clock.now()),
    volatileTypes: new Map(),
    findDuplicates: createDuplicateSearch(core),
    count: entityTypeId => core.tables[entityTypeId].size,
    get: (entityTypeId, id) => core.tables[entityTypeId].get(id),
    canRead,
    canWrite: (actor, _, item) => isWithin(reachOf(portal, actor, 'crmWrite'), item),
    list: (entityTypeId, query, actor) => listItems(core, entityTypeId, query, actor),
    history: entityTypeId => core.histories[entityTypeId],
    ...writers,
    importCsv: (csv, actor) => importLeads(core, csv, fields => writers.add(LEAD, fields, actor, 'import')),
    search: (term, actor) => searchItems(core, term, (entityTypeId, item) => canRead(actor, entityTypeId, item)),
    load(entityTypeId, items, history) {
      core.tables[entityTypeId].putAll(items)
      history.forEach(core.histories[entityTypeId].add)
    },
    nextId: entityTypeId => core.tables[entityTypeId].nextId(),
    nextMultiFieldId: core.nextMultiFieldId,
    nextHistoryId: core.nextHistoryId,
  }
}
