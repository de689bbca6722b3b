import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { Call, Method } from '../../rest/method.ts'
import { CONTACT } from '../../crm/crm-item.ts'
import { accessDenied, classicRefusal } from '../../crm/crm-refusals.ts'
import { method } from '../../rest/method.ts'
import { RestError } from '../../rest/rest-error.ts'
import { actorOf, mapOf, requireEmployee } from './caller-actor.ts'
import { trait } from './field-trait.ts'

/** Who is bound to whom: owner, its word, the word and number of the bound kind, the field that holds the ids. */
const links = [
  { word: 'lead', owner: 1, bound: 'contact', key: 'CONTACT_ID', field: 'contactIds', boundType: 3 },
  { word: 'deal', owner: 2, bound: 'contact', key: 'CONTACT_ID', field: 'contactIds', boundType: 3 },
  { word: 'company', owner: 4, bound: 'contact', key: 'CONTACT_ID', field: 'contactIds', boundType: 3 },
  { word: 'contact', owner: CONTACT, bound: 'company', key: 'COMPANY_ID', field: 'companyIds', boundType: 4 },
] as const

type Link = (typeof links)[number]

/** Rows are sorted by tens in the order of the binding. */
const sortStep = 10

function ownerOf(call: Call, link: Link, access: 'read' | 'write'): CrmItem {
  requireEmployee(call)
  const id = Number(call.params.id)
  if (!Number.isInteger(id) || id < 1)
    throw classicRefusal('The parameter \'ownerEntityID\' is invalid or not defined.')
  const entityTypeId: EntityTypeId = link.owner
  const item = call.portal.crm.get(entityTypeId, id)
  if (item === undefined)
    throw link.word === 'lead' ? new RestError(400, 'NOT_FOUND', 'Not found.') : classicRefusal('Not found.')
  const { crm } = call.portal
  if (!(access === 'read' ? crm.canRead : crm.canWrite)(actorOf(call), entityTypeId, item))
    throw accessDenied()
  return item
}

function idsOf(item: CrmItem, link: Link): readonly number[] {
  return item[link.field] ?? []
}

function save(call: Call, link: Link, item: CrmItem, ids: readonly number[]): { result: true } {
  call.portal.crm.update(link.owner, item.id, { [link.field]: [...new Set(ids)] }, actorOf(call), 'classic')
  return { result: true }
}

/** @throws RestError "The parameter 'fields' is not valid." when no existing item is named */
function boundId(call: Call, link: Link, fields: Record<string, unknown>): number {
  const id = Number(fields[link.key])
  if (call.portal.crm.get(link.boundType, id) === undefined)
    throw classicRefusal('The parameter \'fields\' is not valid.')
  return id
}

function methodsOf(link: Link): Method[] {
  const name = `crm.${link.word}.${link.bound}`
  return [
    method({
      name: `${name}.add`,
      run(call) {
        const item = ownerOf(call, link, 'write')
        const fields = mapOf(call.params.fields)
        const id = boundId(call, link, fields)
        return save(call, link, item, fields.IS_PRIMARY === 'Y' ? [id, ...idsOf(item, link)] : [...idsOf(item, link), id])
      },
    }),
    method({
      name: `${name}.delete`,
      run(call) {
        const item = ownerOf(call, link, 'write')
        const id = boundId(call, link, mapOf(call.params.fields))
        return save(call, link, item, idsOf(item, link).filter(one => one !== id))
      },
    }),
    method({
      name: `${name}.items.get`,
      run(call) {
        const ids = idsOf(ownerOf(call, link, 'read'), link)
        return { result: ids.map((id, at) => ({ [link.key]: id, SORT: (at + 1) * sortStep, ROLE_ID: 0, IS_PRIMARY: at === 0 ? 'Y' : 'N' })) }
      },
    }),
    method({
      name: `${name}.items.set`,
      run(call) {
        const item = ownerOf(call, link, 'write')
        if (typeof call.params.items !== 'object' || call.params.items === null)
          throw classicRefusal('The parameter items must be array.')
        const rows = Object.values(mapOf(call.params.items)).map(mapOf)
        const sorted = [...rows].sort((a, b) => Number(b.IS_PRIMARY === 'Y') - Number(a.IS_PRIMARY === 'Y') || Number(a.SORT ?? 0) - Number(b.SORT ?? 0))
        return save(call, link, item, sorted.map(row => boundId(call, link, row)))
      },
    }),
    method({ name: `${name}.items.delete`, run: call => save(call, link, ownerOf(call, link, 'write'), []) }),
    method({
      name: `${name}.fields`,
      run: () => ({ result: { SORT: trait('integer', 'Sorting'), IS_PRIMARY: trait('char', 'Primary'), [link.key]: trait('integer', link.bound === 'contact' ? 'Contact' : 'Company', 'required') } }),
    }),
  ]
}

/** Contacts of leads, deals and companies, companies of contacts. */
export const bindingMethods: Method[] = links.flatMap(methodsOf)
