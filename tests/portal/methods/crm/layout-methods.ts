import type { LayoutElement, LayoutKey, LayoutSection } from '../../crm/card-layouts.ts'
import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Call, Method } from '../../rest/method.ts'
import { DEAL, entityTypeIds, LEAD } from '../../crm/crm-item.ts'
import { classicRefusal } from '../../crm/crm-refusals.ts'
import { isCrmAdmin } from '../../crm/rights.ts'
import { method } from '../../rest/method.ts'
import { actorOf, mapOf, requireEmployee } from './caller-actor.ts'

/** Old methods of one kind each, beside the general `crm.item.details.configuration.*`. */
const families: readonly (readonly [prefix: string, entityTypeId: EntityTypeId | null])[] = [['item', null], ['lead', 1], ['deal', 2], ['contact', 3], ['company', 4]]

/** Which card the call means. @throws RestError for missing or unknown kinds, without code */
function cardOf({ params }: Call, fixed: EntityTypeId | null): Omit<LayoutKey, 'userId'> {
  const named = fixed ?? params.entityTypeId
  if (named === undefined || named === '')
    throw classicRefusal('Parameter \'entityTypeId\' is not defined')
  const entityTypeId = entityTypeIds.find(id => id === Number(named))
  if (entityTypeId === undefined)
    throw classicRefusal(`The entity type '${String(named)}' is not supported in current context.`)
  const extras = mapOf(params.extras)
  const variant = entityTypeId === DEAL ? Number(extras.dealCategoryId ?? 0) : entityTypeId === LEAD ? Number(extras.leadCustomerType ?? 1) : 0
  return { entityTypeId, variant }
}

/** Whose layout: the caller's own unless another is named; common ones and other people's need an administrator to change. */
function keyOf(call: Call, fixed: EntityTypeId | null, access: 'read' | 'write'): LayoutKey {
  requireEmployee(call)
  const card = cardOf(call, fixed)
  const isCommon = call.params.scope === 'C'
  const userId = Number(call.params.userId || call.caller.userId)
  const isOwn = !isCommon && userId === call.caller.userId
  if (!isOwn && !(isCommon && access === 'read') && !isCrmAdmin(call.portal, actorOf(call)))
    throw classicRefusal('Access denied.')
  return { ...card, userId: isCommon ? null : userId }
}

/** @throws RestError every documented complaint about the data, without code */
function readSections(data: unknown): LayoutSection[] {
  if (typeof data !== 'object' || data === null)
    throw classicRefusal('Parameter \'data\' must be array.')
  const sections: unknown[] = Object.values(data)
  if (!Array.isArray(data) && Object.keys(data).some(key => !/^\d+$/.test(key)))
    throw classicRefusal('The data must be indexed array.')
  if (sections.length === 0)
    throw classicRefusal('There are no data to write.')
  return sections.map((raw, at) => {
    const { name, title, type, elements } = mapOf(raw)
    if (type !== 'section')
      throw classicRefusal(`Section at index ${at} have type ${String(type ?? '')}. The expected type is 'section'.`)
    if (!name)
      throw classicRefusal(`Section at index ${at} does not have name.`)
    if (!title)
      throw classicRefusal(`Section at index ${at} does not have title.`)
    return { name: String(name), title: String(title), type, elements: Object.values(mapOf(elements)).map((element, index) => readElement(mapOf(element), index, at)) }
  })
}

function readElement({ name, optionFlags, options }: Record<string, unknown>, index: number, sectionIndex: number): LayoutElement {
  if (!name)
    throw classicRefusal(`Element at index ${index} in section at index ${sectionIndex} does not have name.`)
  return { name: String(name), optionFlags: Number(optionFlags ?? 0), ...options === undefined ? {} : { options: mapOf(options) } }
}

/** Flags are numbers when written and text when read. */
function view(sections: LayoutSection[] | null): unknown {
  return sections?.map(section => ({ ...section, elements: section.elements.map(({ optionFlags, name, options }) => ({ name, optionFlags: String(optionFlags), ...options === undefined ? {} : { options } })) })) ?? null
}

function methodsOf([prefix, fixed]: readonly [string, EntityTypeId | null]): Method[] {
  const name = `crm.${prefix}.details.configuration`
  return [
    method({ name: `${name}.get`, run: call => ({ result: view(call.portal.crm.layouts.get(keyOf(call, fixed, 'read'))) }) }),
    method({
      name: `${name}.set`,
      run(call) {
        const key = keyOf(call, fixed, 'write')
        call.portal.crm.layouts.set(key, readSections(call.params.data))
        return { result: true }
      },
    }),
    method({
      name: `${name}.reset`,
      run(call) {
        call.portal.crm.layouts.reset(keyOf(call, fixed, 'write'))
        return { result: true }
      },
    }),
    method({
      name: `${name}.forceCommonScopeForAll`,
      run(call) {
        requireEmployee(call)
        const card = cardOf(call, fixed)
        if (!isCrmAdmin(call.portal, actorOf(call)))
          throw classicRefusal('Access denied.')
        call.portal.crm.layouts.forceCommon(card)
        return { result: true }
      },
    }),
  ]
}

/** Layouts of cards. */
export const layoutMethods: Method[] = families.flatMap(methodsOf)
