import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { Html } from '../html.ts'
import type { Page, View } from '../view.ts'
import type { SectionContext } from './section.ts'
import { CONTACT, DEAL, LEAD } from '../../crm/crm-item.ts'
import { frameHolder } from '../apps/frame-holder.ts'
import { widgetTitle } from '../apps/widget-title.ts'
import { block } from '../block.ts'
import { html, isolated } from '../html.ts'
import { icon } from '../icons.ts'
import { forbidden, notFound } from '../problem.ts'
import { cardSections } from './card-layout.ts'
import { entityOf, itemTitle, slugOf } from './entity.ts'
import { linkedItems } from './linked-items.ts'
import { productSection } from './products.ts'
import { newSection, sectionView } from './section.ts'
import { stageBar } from './stage-bar.ts'
import { timeline } from './timeline.ts'

/** Item of an address, if the reader may see it. @throws RestError 404, 403 */
export function readableItem(view: View): { entityTypeId: EntityTypeId, item: CrmItem } {
  const { slug, id } = view.exchange.captures
  const entityTypeId = entityOf(slug)
  const item = view.portal.crm.get(entityTypeId, Number(id))
  if (!item)
    throw notFound()
  if (!view.portal.crm.canRead(view.actor, entityTypeId, item))
    throw forbidden()
  return { entityTypeId, item }
}

/** The card of an item; id 0 is a new one. */
export function cardPage(view: View): Page {
  if (view.exchange.captures.id === '0')
    return newCardPage(view)
  const { entityTypeId, item } = readableItem(view)
  const title = itemTitle(entityTypeId, item, view.language)
  return {
    title,
    menu: menuOf(entityTypeId),
    content: html`<div data-card="${slugOf(entityTypeId)}" data-id="${item.id}" data-entity-type="${entityTypeId}">
<div data-card-body>${cardBody(view, entityTypeId, item)}</div></div>`,
  }
}

/** All that is drawn anew when the card reloads; frames inside survive where nothing about them has changed. */
export function cardBody(view: View, entityTypeId: EntityTypeId, item: CrmItem, timelineLimit = 30): Html {
  const { portal, words } = view
  const context: SectionContext = { view, entityTypeId, item, canWrite: portal.crm.canWrite(view.actor, entityTypeId, item) }
  const tabs = portal.apps.widgets(`CRM_${slugOf(entityTypeId).toUpperCase()}_DETAIL_TAB`, view.user.id)
  const general = html`<div class="card-columns"><div class="stack" data-blocks>
${cardSections(view, entityTypeId, item).map(section => block(`section:${section.name}`, sectionView(context, section)))}
${block('products', productSection(context))}${block('linked', linkedItems(view, entityTypeId, item))}</div>
<div class="stack" data-blocks>${block('comment-box', commentBox(view))}${block('timeline', timeline(view, entityTypeId, item, timelineLimit))}</div></div>`
  return html`<div data-blocks>${block('head', cardHead(context))}${block('stages', html`${stageBar(context)}`)}
${tabs.length > 0 && block('tabs', html`<div class="tabs" role="tablist" aria-label="${words('card.tabs')}">
<button role="tab" type="button" id="tab-general" aria-selected="true" aria-controls="panel-general">${words('card.general')}</button>
${tabs.map(row => html`<button role="tab" type="button" id="tab-${row.id}" aria-selected="false" aria-controls="panel-${row.id}" tabindex="-1">${isolated(widgetTitle(view, row))}</button>`)}</div>`)}
${block('panel-general', html`<div id="panel-general" ${tabs.length > 0 && html`role="tabpanel" aria-labelledby="tab-general"`} data-keep-hidden>${general}</div>`)}
${tabs.map(row => block(`panel-${row.id}`, html`<div id="panel-${row.id}" role="tabpanel" aria-labelledby="tab-${row.id}" hidden data-keep-hidden><div class="app-page">
<template>${frameHolder({ widgetId: row.id, options: { ID: String(item.id) }, heightPx: 480, title: widgetTitle(view, row) })}</template></div></div>`))}</div>`
}

function cardHead(context: SectionContext): Html {
  const { view, entityTypeId, item, canWrite } = context
  const { words } = view
  return html`<div class="card-head"><h1>${isolated(itemTitle(entityTypeId, item, view.language))}</h1>
${entityTypeId === LEAD && canWrite && html`<button type="button" class="button primary" data-convert>${words('convert.button')}</button>`}
<button type="button" class="button icon-only" popovertarget="card-menu" aria-label="${words('card.actions')}">${icon('dots')}</button>
<div popover class="menu" id="card-menu">${toolbarItems(context)}
${canWrite && html`<button type="button" data-delete-card>${icon('close')}${words('card.delete')}</button>`}</div></div>`
}

/** Items of applications in the card's menu. */
function toolbarItems({ view, entityTypeId, item }: SectionContext): Html | null {
  const rows = view.portal.apps.widgets(`CRM_${slugOf(entityTypeId).toUpperCase()}_DETAIL_TOOLBAR`, view.user.id)
  if (rows.length === 0)
    return null
  return html`<div class="menu-title">${view.words('card.apps')}</div>
${rows.map(row => html`<button type="button" data-open-widget="${JSON.stringify({ widgetId: row.id, options: { ID: String(item.id) } })}">${icon('app')}${isolated(widgetTitle(view, row))}</button>`)}`
}

function commentBox(view: View): Html {
  const { words } = view
  return html`<form class="white comment-box" data-comment><textarea name="text" rows="2" placeholder="${words('comment.placeholder')}" aria-label="${words('comment.placeholder')}" required></textarea>
<div><button class="button primary small" type="submit">${words('comment.add')}</button></div></form>`
}

function newCardPage(view: View): Page {
  const entityTypeId = entityOf(view.exchange.captures.slug)
  const { portal, words } = view
  const categoryId = Number(view.exchange.url.searchParams.get('category_id') ?? 0)
  const stages = portal.crm.stages(entityTypeId, entityTypeId === DEAL ? categoryId : 0)
  const wanted = view.exchange.url.searchParams.get('stage') ?? ''
  const now = portal.clock.now()
  const item: CrmItem = {
    id: 0,
    createdTime: now,
    updatedTime: now,
    createdBy: view.user.id,
    updatedBy: view.user.id,
    assignedById: view.user.id,
    opened: 'N',
    currencyId: portal.settings.currency,
    ...(entityTypeId === DEAL && { categoryId }),
    ...(stages[0] && { stageId: stages.find(stage => stage.statusId === wanted)?.statusId ?? stages[0].statusId }),
  }
  const context: SectionContext = { view, entityTypeId, item, canWrite: true }
  const title = entityTypeId === DEAL ? words('card.newDeal') : entityTypeId === LEAD ? words('card.newLead') : entityTypeId === CONTACT ? words('card.contact') : words('card.company')
  return {
    title,
    menu: menuOf(entityTypeId),
    content: html`<div data-card="${slugOf(entityTypeId)}" data-id="0" data-entity-type="${entityTypeId}"><div class="card-head"><h1>${title}</h1></div>
<form data-new-card novalidate class="stack"><input type="hidden" name="stageId" value="${item.stageId ?? ''}">${entityTypeId === DEAL && html`<input type="hidden" name="categoryId" value="${categoryId}">`}
<div class="card-columns">${cardSections(view, entityTypeId, item).map(section => newSection(context, section))}</div>
<div class="row"><button class="button green" type="submit">${words('button.save')}</button></div></form></div>`,
  }
}

function menuOf(entityTypeId: EntityTypeId): string {
  return entityTypeId === DEAL ? '/crm/deal/kanban/' : '/crm/lead/kanban/'
}
