import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Route } from '../../http/route.ts'
import type { View } from '../view.ts'
import { cardPath, entityOf, itemTitle } from '../card/entity.ts'
import { nameOf } from '../person.ts'
import { dataRoute } from '../view.ts'

/** Data behind the dialogs that frames may open. */
export const lookupRoutes: Route[] = [
  dataRoute('/_host/people', findPeople),
  dataRoute('/_host/access', findAccess),
  dataRoute('/_host/crm-items', findItems),
  dataRoute('/_host/page-exists', view => ({ found: pageExists(view, view.exchange.url.searchParams.get('path') ?? '') })),
]

function term(view: View): string {
  return (view.exchange.url.searchParams.get('find') ?? '').trim().toLowerCase()
}

function findPeople(view: View): unknown[] {
  return view.portal.people.list()
    .filter(user => user.active && `${nameOf(user)} ${user.position}`.toLowerCase().includes(term(view)))
    .slice(0, 50)
    .map(user => ({ id: String(user.id), name: nameOf(user), photo: user.avatar ?? '', position: user.position, url: `/company/personal/user/${user.id}/`, sub: view.portal.people.isBossOf(view.user.id, user.id), sup: view.portal.people.isBossOf(user.id, view.user.id) }))
}

function findAccess(view: View): unknown[] {
  const { people } = view.portal
  const codes = [
    { id: 'AU', name: view.language === 'ru' ? 'Все авторизованные пользователи' : 'All authorized users' },
    ...people.departments().map(department => ({ id: `D${department.id}`, name: department.name })),
    ...people.list().filter(user => user.active).map(user => ({ id: `U${user.id}`, name: nameOf(user) })),
  ]
  return codes.filter(code => code.name.toLowerCase().includes(term(view))).slice(0, 60)
}

function findItems(view: View): unknown[] {
  const types = (view.exchange.url.searchParams.get('types') ?? 'lead').split(',')
  return types.flatMap(type => itemsOf(view, type, entityOf(type)))
}

const marks: Record<EntityTypeId, string> = { 1: 'L', 2: 'D', 3: 'C', 4: 'CO' }

function itemsOf(view: View, type: string, entityTypeId: EntityTypeId): unknown[] {
  const { crm } = view.portal
  const wanted = term(view)
  const items = wanted === ''
    ? crm.list(entityTypeId, { order: { id: 'DESC' }, limit: 20, counted: false }, view.actor).items
    : crm.search(wanted, view.actor).filter(hit => hit.entityTypeId === entityTypeId).flatMap(hit => crm.get(entityTypeId, hit.id) ?? []).slice(0, 20)
  return items.map(item => ({ id: `${marks[entityTypeId]}_${item.id}`, type, place: type, title: itemTitle(entityTypeId, item, view.language), desc: `#${item.id}`, url: cardPath(entityTypeId, item.id), image: '' }))
}

/** True when `openPath` may show the address: a card the portal has (or a new one), an application, an employee. */
function pageExists(view: View, path: string): boolean {
  const card = /^\/crm\/(lead|deal|contact|company)\/details\/(\d+)\//.exec(path)
  if (card)
    return card[2] === '0' || view.portal.crm.get(entityOf(card[1]), Number(card[2])) !== undefined
  const person = /^\/company\/personal\/user\/(\d+)\//.exec(path)
  if (person)
    return view.portal.people.get(Number(person[1])) !== undefined
  return /^\/(?:crm\/(?:lead|deal)|marketplace)\//.test(path)
}
