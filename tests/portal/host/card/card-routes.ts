import type { Route } from '../../http/route.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { forbidden, notFound } from '../problem.ts'
import { actionRoute, pageRoute, pieceRoute } from '../view.ts'
import { addComment, completeActivity, createItem, deleteItem, moveItem, saveItem } from './card-actions.ts'
import { cardSections } from './card-layout.ts'
import { cardBody, cardPage, readableItem } from './card-page.ts'
import { convert, convertForm } from './convert.ts'
import { slugPattern } from './entity.ts'
import { addProduct, removeProduct } from './products.ts'
import { missingFields } from './required-fields.ts'
import { namedFields, sectionEdit } from './section.ts'

const item = `/_host/item/${slugPattern}/(?<id>\\d+)`
const card = `/_host/card/${slugPattern}/(?<id>\\d+)`

/** Cards of leads, deals, contacts and companies. */
export const cardRoutes: Route[] = [
  pageRoute(new RegExp(`/crm/${slugPattern}/details/(?<id>\\d+)/`), cardPage),
  pieceRoute(new RegExp(card), reloadedBody),
  pieceRoute(new RegExp(`${card}/section`), editedSection),
  pieceRoute(new RegExp(`${item}/required`), requiredFields),
  pieceRoute(new RegExp(`${item}/convert`), convertForm),
  actionRoute(new RegExp(`/_host/item/${slugPattern}/0`), createItem),
  actionRoute(new RegExp(item), saveItem),
  actionRoute(new RegExp(`${item}/stage`), moveItem),
  actionRoute(new RegExp(`${item}/convert`), convert),
  actionRoute(new RegExp(`${item}/comment`), addComment),
  actionRoute(new RegExp(`${item}/products/add`), addProduct),
  actionRoute(new RegExp(`${item}/products/remove`), removeProduct),
  actionRoute(new RegExp(`${item}/delete`), deleteItem),
  actionRoute('/_host/activity/complete', completeActivity),
]

function reloadedBody(view: View): Html {
  const found = readableItem(view)
  const limit = Math.min(2000, Number(view.exchange.url.searchParams.get('timeline') ?? 30) || 30)
  return cardBody(view, found.entityTypeId, found.item, limit)
}

function editedSection(view: View): Html {
  const found = readableItem(view)
  const section = cardSections(view, found.entityTypeId, found.item).find(one => one.name === view.exchange.url.searchParams.get('name'))
  if (!section)
    throw notFound()
  if (!view.portal.crm.canWrite(view.actor, found.entityTypeId, found.item))
    throw forbidden()
  return sectionEdit({ view, ...found, canWrite: true }, section)
}

/** Controls for the fields a stage asks for and the item lacks. */
function requiredFields(view: View): Html {
  const found = readableItem(view)
  const stageId = view.exchange.url.searchParams.get('stage') ?? ''
  return namedFields({ view, ...found, canWrite: true }, missingFields(view, found.entityTypeId, found.item, stageId))
}
