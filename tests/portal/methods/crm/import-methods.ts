import type { Call, Method } from '../../rest/method.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { actorOf, entityTypeOf, mapOf, requireEmployee } from './caller-actor.ts'
import { namingOf, toStoreNames } from './item-input.ts'

/** Items one call may bring. */
const batchLimit = 20

function importOne(call: Call, fields: unknown): { item: { id: number } } {
  const entityTypeId = entityTypeOf(call.params.entityTypeId)
  const named = toStoreNames(call, entityTypeId, fields, namingOf(call))
  return { item: { id: call.portal.crm.add(entityTypeId, named, actorOf(call), 'import').id } }
}

const itemImport = method({
  name: 'crm.item.import',
  run(call) {
    requireEmployee(call)
    return { result: importOne(call, call.params.fields) }
  },
})

const itemBatchImport = method({
  name: 'crm.item.batchImport',
  run(call) {
    requireEmployee(call)
    entityTypeOf(call.params.entityTypeId)
    const rows = Object.values(mapOf(call.params.data))
    if (rows.length > batchLimit)
      throw new RestError(400, 'MAX_IMPORT_BATCH_SIZE_EXCEEDED', `You cannot import more than ${batchLimit} items`)
    const items = rows.map((row) => {
      try {
        return importOne(call, row)
      }
      catch (error) {
        if (error instanceof RestError)
          return { error: error.code, error_description: error.message }
        throw error
      }
    })
    return { result: { items } }
  },
})

/** Import of one item and of up to twenty. */
export const importMethods: Method[] = [itemImport, itemBatchImport]
