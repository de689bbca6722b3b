import type { DirectoryRow } from '../../crm/stage.ts'
import type { Call, Method } from '../../rest/method.ts'
import { classicRefusal } from '../../crm/crm-refusals.ts'
import { compareScalars } from '../../crm/filter-condition.ts'
import { isCrmAdmin, reachOf } from '../../crm/rights.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { actorOf, mapOf } from './caller-actor.ts'
import { directoryTypes } from './directory-types.ts'
import { trait } from './field-trait.ts'

function requireReader(call: Call): void {
  const reach = reachOf(call.portal, actorOf(call), 'crmRead')
  if (reach !== 'all' && reach.size === 0)
    throw classicRefusal('Access denied.')
}

function requireAdmin(call: Call): void {
  if (!isCrmAdmin(call.portal, actorOf(call)))
    throw classicRefusal('Access denied.')
}

function rowView(row: DirectoryRow): Record<string, unknown> {
  return {
    ID: String(row.id),
    ENTITY_ID: row.entityId,
    STATUS_ID: row.statusId,
    NAME: row.name,
    NAME_INIT: row.nameInit,
    SORT: String(row.sort),
    SYSTEM: row.system ? 'Y' : 'N',
    CATEGORY_ID: row.categoryId === null ? null : String(row.categoryId),
    COLOR: row.color === '' ? null : row.color,
    SEMANTICS: row.semantics,
    ...row.extra === null ? {} : { EXTRA: { SEMANTICS: row.extra, COLOR: row.color } },
  }
}

const statusList = method({
  name: 'crm.status.list',
  run(call) {
    requireReader(call)
    const filter = Object.entries(mapOf(call.params.filter)).map(([key, value]) => [key.replace(/^[=@]/, ''), (Array.isArray(value) ? value : [value]).map(String)] as const)
    const order = Object.entries(mapOf(call.params.order))
    const rows = call.portal.crm.directories.all().map(rowView).filter(row => filter.every(([key, wanted]) => !(key in row) || wanted.includes(String(row[key] ?? ''))))
    const keyOf = (row: Record<string, unknown>, key: string): string | number => key === 'SORT' || key === 'ID' ? Number(row[key]) : String(row[key] ?? '')
    rows.sort((a, b) => {
      for (const [key, direction] of order) {
        const difference = compareScalars(keyOf(a, key), keyOf(b, key))
        if (difference !== 0)
          return String(direction).toUpperCase() === 'DESC' ? -difference : difference
      }
      return Number(a.ID) - Number(b.ID)
    })
    return { result: rows, total: rows.length }
  },
})

function found(call: Call): DirectoryRow {
  const row = call.portal.crm.directories.byId(Number(call.params.id))
  if (row === undefined)
    throw classicRefusal('Status is not found.')
  return row
}

const statusGet = method({
  name: 'crm.status.get',
  run(call) {
    requireReader(call)
    const { EXTRA: _, ...row } = rowView(found(call))
    return { result: row }
  },
})

const statusAdd = method({
  name: 'crm.status.add',
  run(call) {
    requireAdmin(call)
    const fields = mapOf(call.params.fields)
    const { directories } = call.portal.crm
    const missing = ['ENTITY_ID', 'STATUS_ID'].filter(key => !fields[key]).map(key => `The field ${key} is required.`)
    if (missing.length > 0)
      throw classicRefusal(missing.join('<br>'))
    if (!fields.NAME)
      throw classicRefusal('The field Title is required.')
    const entityId = String(fields.ENTITY_ID)
    const type = directoryTypes(call.portal).find(one => one.ID === entityId)
    if (type === undefined)
      throw classicRefusal('Specified entity type is not supported.')
    const code = String(fields.STATUS_ID).slice(0, 21)
    const prefix = type.PREFIX === undefined || code.startsWith(`${type.PREFIX}:`) ? '' : `${type.PREFIX}:`
    const statusId = `${prefix}${code}`
    if (directories.find(entityId, statusId))
      throw new RestError(400, 'ERROR_CORE', 'The specified status ID already exists.')
    return { result: directories.add(newRow(call, entityId, statusId, fields, type.SEMANTIC_INFO !== undefined)).id }
  },
})

function newRow(call: Call, entityId: string, statusId: string, fields: Record<string, unknown>, isStage: boolean): Omit<DirectoryRow, 'id'> {
  const rows = call.portal.crm.directories.list(entityId)
  const success = rows.find(row => row.semantics === 'S')
  const highest = rows.reduce((sort, row) => Math.max(sort, row.sort), 0)
  const semantics = fields.SEMANTICS === 'F' ? 'F' as const : null
  const sort = Number(fields.SORT ?? (isStage && semantics === null && success ? success.sort - 1 : highest + 10))
  if (isStage && semantics === null && success && sort > success.sort)
    throw classicRefusal('Cannot create more stages after the final stage because the final successful stage already exists. Try using sort order values less than that of the final stage.')
  const category = /^DEAL_STAGE_(\d+)$/.exec(entityId)
  return {
    entityId,
    statusId,
    name: String(fields.NAME),
    nameInit: '',
    sort,
    system: false,
    categoryId: category ? Number(category[1]) : null,
    color: typeof fields.COLOR === 'string' ? fields.COLOR : isStage ? '#2FC6F6' : '',
    semantics,
    extra: isStage ? (semantics === 'F' ? 'apology' : 'process') : null,
  }
}

const statusUpdate = method({
  name: 'crm.status.update',
  run(call) {
    requireAdmin(call)
    const row = found(call)
    const fields = mapOf(call.params.fields)
    call.portal.crm.directories.update(row.id, {
      ...fields.NAME === undefined ? {} : { name: String(fields.NAME) },
      ...fields.SORT === undefined ? {} : { sort: Number(fields.SORT) },
      ...fields.COLOR === undefined ? {} : { color: String(fields.COLOR) },
    })
    return { result: true }
  },
})

const statusDelete = method({
  name: 'crm.status.delete',
  run(call) {
    requireAdmin(call)
    const row = found(call)
    const { crm } = call.portal
    const options = call.params.params
    const isForced = options === 'Y' || mapOf(options).FORCED === 'Y'
    if (row.system && !isForced)
      throw classicRefusal('CRM System Status can be deleted only if parameter FORCED is specified and equal to "Y".')
    const entityTypeId = row.entityId === 'STATUS' ? 1 : row.entityId.startsWith('DEAL_STAGE') ? 2 : null
    if (entityTypeId !== null && crm.list(entityTypeId, { filter: { '=stageId': row.statusId }, limit: 1, counted: false }, { kind: 'system' }).items.length > 0)
      throw classicRefusal('There are active items in this status.')
    crm.directories.remove(row.id)
    return { result: true }
  },
})

const entityItems = method({
  name: 'crm.status.entity.items',
  run(call) {
    const entityId = String(call.params.entityId ?? '')
    if (!directoryTypes(call.portal).some(type => type.ID === entityId))
      throw classicRefusal('The parameter entityId is not defined or invalid.')
    return { result: call.portal.crm.directories.list(entityId).map(row => ({ NAME: row.name, SORT: row.sort, STATUS_ID: row.statusId })) }
  },
})

const entityTypes = method({ name: 'crm.status.entity.types', run: ({ portal }) => ({ result: directoryTypes(portal) }) })

const statusFields = method({
  name: 'crm.status.fields',
  run: () => ({
    result: {
      ID: trait('integer', 'ID', 'read-only'),
      ENTITY_ID: trait('string', 'Entity ID', 'required', 'immutable'),
      STATUS_ID: trait('string', 'Status', 'required', 'immutable'),
      SORT: trait('integer', 'Sorting'),
      NAME: trait('string', 'Name', 'required'),
      NAME_INIT: trait('string', 'Default Name', 'read-only'),
      SYSTEM: trait('char', 'System', 'read-only'),
      CATEGORY_ID: trait('integer', 'CATEGORY_ID', 'immutable'),
      COLOR: trait('string', 'COLOR'),
      SEMANTICS: trait('char', 'SEMANTICS', 'immutable'),
      EXTRA: trait('crm_status_extra', 'EXTRA'),
    },
  }),
})

/** `crm.status.*`. */
export const directoryMethods: Method[] = [statusList, statusGet, statusAdd, statusUpdate, statusDelete, entityItems, entityTypes, statusFields]
