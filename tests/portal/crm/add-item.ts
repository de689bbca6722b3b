import type { Actor } from './actor.ts'
import type { CrmCore } from './crm-core.ts'
import type { CrmItem, EntityTypeId, FieldInput } from './crm-item.ts'
import type { Route } from './crm.ts'
import type { FieldChanges } from './read-fields.ts'
import { actorUserId } from './actor.ts'
import { DEAL, LEAD } from './crm-item.ts'
import { accessDenied, fieldRequired, invalidValue } from './crm-refusals.ts'
import { readFields } from './read-fields.ts'
import { readValue } from './read-value.ts'
import { recordMove } from './record-move.ts'
import { checkRequired, isEmptyStored } from './required-fields.ts'
import { isCrmAdmin, isWithin, reachOf, requireSomeAccess } from './rights.ts'
import { syncClientLinks } from './sync-client-links.ts'

/**
 * Builds and stores a new item: reads, defaults, checks, history. Raises no event.
 * @throws RestError refusals of `crm.item.add`
 */
export function addItem(core: CrmCore, entityTypeId: EntityTypeId, input: FieldInput, actor: Actor, route: Route): CrmItem {
  requireSomeAccess(core.portal, actor, 'crmWrite')
  const changes = readFields(core, entityTypeId, input, null, route === 'import' && isCrmAdmin(core.portal, actor))
  const draft = withDefaults(core, entityTypeId, changes, actor)
  placeInPipeline(core, entityTypeId, draft)
  if (!isWithin(reachOf(core.portal, actor, 'crmWrite'), draft))
    throw accessDenied()
  checkRequired(core, entityTypeId, draft, route, 'add')
  checkName(core, entityTypeId, draft)
  const item: CrmItem = { ...draft, id: core.tables[entityTypeId].nextId() }
  nameIt(core, entityTypeId, item)
  closeIfFinal(core, entityTypeId, item, item.createdTime)
  core.tables[entityTypeId].put(item)
  syncClientLinks(core, entityTypeId, undefined, item)
  recordMove(core, entityTypeId, item, 'created')
  return item
}

function withDefaults(core: CrmCore, entityTypeId: EntityTypeId, changes: FieldChanges, actor: Actor): CrmItem {
  const now = Math.floor(core.portal.clock.now() / 1000) * 1000
  const userId = actorUserId(actor)
  const filled = Object.fromEntries(Object.entries(changes).filter(([, value]) => !isEmptyStored(value)))
  const item: CrmItem = {
    id: 0,
    createdTime: now,
    updatedTime: now,
    createdBy: userId,
    updatedBy: userId,
    assignedById: userId || 1,
    opened: 'Y',
    lastActivityBy: userId,
    lastActivityTime: now,
    ...defaultValues(core, entityTypeId, changes),
    ...filled,
  }
  if (entityTypeId === LEAD && (item.contactIds !== undefined || item.companyId !== undefined))
    item.isReturnCustomer = 'Y'
  if (entityTypeId === DEAL)
    Object.assign(item, { begindate: item.begindate ?? startOfDay(core, now), ...approachOf(core, item) })
  return item
}

function startOfDay(core: CrmCore, at: number): number {
  const read = readValue({ name: 'begindate', type: 'date', upperName: '', classicName: null, title: '' }, new Date(at).toISOString(), { timeZone: core.portal.settings.timeZone, nextFileId: core.nextFileId, keptFiles: [] })
  return Number(read)
}

function defaultValues(core: CrmCore, entityTypeId: EntityTypeId, changes: FieldChanges): FieldChanges {
  const values: FieldChanges = entityTypeId === LEAD || entityTypeId === DEAL ? { currencyId: core.portal.settings.currency } : {}
  for (const field of core.userFields.list(entityTypeId)) {
    if (changes[field.fieldName] !== undefined)
      continue
    const chosen = field.options.filter(option => option.isDefault).map(option => option.id)
    const plain = field.settings.DEFAULT_VALUE
    if (chosen.length > 0)
      values[field.fieldName] = field.multiple ? chosen : chosen[0]
    else if (typeof plain === 'string' && plain !== '' && field.userTypeId === 'string')
      values[field.fieldName] = field.multiple ? [plain] : plain
  }
  return values
}

/** Pipeline and stage that fit each other; the first stage when none is named. */
function placeInPipeline(core: CrmCore, entityTypeId: EntityTypeId, item: CrmItem): void {
  if (entityTypeId !== LEAD && entityTypeId !== DEAL) {
    delete item.stageId
    return
  }
  if (entityTypeId === DEAL) {
    item.categoryId ??= pipelineOfStage(core, item.stageId)
    if (!core.directories.pipelines().some(pipeline => pipeline.id === item.categoryId))
      throw invalidValue('CATEGORY_ID')
  }
  const stages = core.stages(entityTypeId, item.categoryId ?? 0)
  if (item.stageId === undefined)
    item.stageId = stages[0]?.statusId ?? 'NEW'
  else if (!stages.some(stage => stage.statusId === item.stageId))
    throw invalidValue(core.catalogues.of(entityTypeId).byName('stageId', 'store')?.title ?? 'STAGE_ID')
  item.movedTime ??= item.createdTime
  item.movedBy ??= item.createdBy
}

/** `C1:NEW` belongs to pipeline 1; codes without prefix to pipeline 0. */
export function pipelineOfStage(core: CrmCore, stageId: string | undefined): number {
  const named = /^C(\d+):/.exec(stageId ?? '')
  return named ? Number(named[1]) : stageId === undefined ? core.directories.pipelines().find(pipeline => pipeline.isDefault)?.id ?? 0 : 0
}

/** A deal of a client who bought before is a repeat deal, of one who only asked a repeat inquiry. */
function approachOf(core: CrmCore, item: CrmItem): FieldChanges {
  const earlier = new Set([
    ...(item.contactIds ?? []).flatMap(id => [...core.tables[DEAL].having('contactIds', id)]),
    ...item.companyId ? core.tables[DEAL].having('companyId', item.companyId) : [],
  ])
  const semantics = [...earlier].map(id => core.tables[DEAL].get(id)).filter(deal => deal !== undefined).map(deal => core.semanticOf(DEAL, deal))
  const isReturn = semantics.includes('S')
  return { isReturnCustomer: isReturn ? 'Y' : 'N', isRepeatedApproach: !isReturn && semantics.length > 0 ? 'Y' : 'N' }
}

/** A contact needs some name, a company its title. */
function checkName(core: CrmCore, entityTypeId: EntityTypeId, item: CrmItem): void {
  const needed = entityTypeId === 3 ? ['name', 'lastName'] : entityTypeId === 4 ? ['title'] : []
  if (needed.length > 0 && needed.every(name => isEmptyStored(item[name])))
    throw fieldRequired(core.catalogues.of(entityTypeId).byName(needed[0] ?? '', 'store')?.title ?? '')
}

function nameIt(core: CrmCore, entityTypeId: EntityTypeId, item: CrmItem): void {
  if (!isEmptyStored(item.title) || (entityTypeId !== LEAD && entityTypeId !== DEAL))
    return
  const words = core.portal.settings.language === 'ru' ? { 1: 'Лид', 2: 'Сделка' } : { 1: 'Lead', 2: 'Deal' }
  item.title = `${words[entityTypeId]} #${item.id}`
}

/** Marks what follows from the stage: closing time of a lead, `closed` of a deal. */
export function closeIfFinal(core: CrmCore, entityTypeId: EntityTypeId, item: CrmItem, at: number): void {
  const isFinal = core.semanticOf(entityTypeId, item) !== 'P'
  if (entityTypeId === LEAD) {
    if (isFinal)
      item.dateClosed ??= at
    else
      delete item.dateClosed
  }
  else if (entityTypeId === DEAL) {
    if (isFinal && item.closed !== 'Y')
      item.closedate = startOfDay(core, at)
    item.closed = isFinal ? 'Y' : 'N'
  }
}
