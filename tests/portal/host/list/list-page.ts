import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { Html } from '../html.ts'
import type { Page, View } from '../view.ts'
import { DEAL, LEAD } from '../../crm/crm-item.ts'
import { widgetTitle } from '../apps/widget-title.ts'
import { boardHead, chosenPipeline } from '../board/board-head.ts'
import { filterForm, filterOf, listFilter } from '../board/filter.ts'
import { cardPath, entityOf, itemTitle, slugOf } from '../card/entity.ts'
import { fieldLabel } from '../card/field-label.ts'
import { fieldView } from '../card/field-view.ts'
import { stageColor } from '../card/timeline.ts'
import { html, isolated } from '../html.ts'
import { icon } from '../icons.ts'
import { chosenColumns, possibleColumns } from './list-columns.ts'
import { massEditBar } from './mass-edit-bar.ts'
import { pager } from './pager.ts'
import { sortHead, sortOf } from './sort.ts'

const pageSize = 50

/** The list of leads or deals: filter, chosen columns, pages, row menus and mass edit. */
export function listPage(view: View): Page {
  const entityTypeId = entityOf(view.exchange.captures.slug)
  const slug = entityTypeId === DEAL ? 'deal' : 'lead'
  const pipelineId = entityTypeId === DEAL ? chosenPipeline(view) : 0
  return {
    title: view.words(slug === 'deal' ? 'deal.list' : 'lead.list'),
    menu: `/crm/${slug}/kanban/`,
    content: html`${boardHead(view, slug, 'list', pipelineId)}
${filterForm(view, entityTypeId, filterOf(view), { withStage: true, ...(slug === 'deal' && { pipelineId }) })}
<div data-list="${slug}" data-board>${listTable(view)}</div>
${columnsDialog(view, entityTypeId)}`,
  }
}

/** The table with its pager, as drawn anew after a change. */
export function listTable(view: View): Html {
  const entityTypeId = entityOf(view.exchange.captures.slug)
  const start = Math.max(0, Number(view.exchange.url.searchParams.get('start') ?? 0) || 0)
  const sort = sortOf(view, entityTypeId)
  const page = view.portal.crm.list(entityTypeId, {
    filter: { ...listFilter(filterOf(view), entityTypeId), ...(entityTypeId === DEAL && { '=categoryId': chosenPipeline(view) }) },
    order: { [sort.name]: sort.direction, ...(sort.name !== 'id' && { id: 'DESC' }) },
    start,
    limit: pageSize,
  }, view.actor)
  const { words } = view
  if (page.items.length === 0)
    return html`<div class="white empty"><strong>${words('list.empty')}</strong>${words('list.emptyHint')}</div>`
  const columns = chosenColumns(view, entityTypeId)
  return html`<form class="white list-card" data-mass-edit="${slugOf(entityTypeId)}"><div class="scroll-x" tabindex="0" role="region" aria-label="${words('list.table')}"><table class="grid"><thead><tr>
<th><input type="checkbox" data-select-all aria-label="${words('list.all')}"></th>${sortHead(view, sort, { name: 'title', label: words('field.title'), isNumber: false, canSort: true })}
${columns.map(spec => sortHead(view, sort, { name: spec.name, label: fieldLabel(view, entityTypeId, spec), isNumber: isNumber(spec), canSort: !spec.isMultiple }))}
<th><button type="button" class="button quiet icon-only small" data-open-dialog="columns" aria-label="${words('columns.choose')}">${icon('settings')}</button></th></tr></thead>
<tbody>${page.items.map(item => listRow(view, entityTypeId, item, columns))}</tbody></table></div>
<div class="under">${massEditBar(view, entityTypeId)}<span class="grow"></span>${pager(view, { start, size: page.items.length, total: page.total ?? 0, pageSize })}</div></form>`
}

function listRow(view: View, entityTypeId: EntityTypeId, item: CrmItem, columns: FieldSpec[]): Html {
  const { words } = view
  const title = itemTitle(entityTypeId, item, view.language)
  return html`<tr data-row="${item.id}"><td><input type="checkbox" name="ids[]" value="${item.id}" aria-label="${words('list.select', { title })}"></td>
<td class="title-cell"><a class="title" href="${cardPath(entityTypeId, item.id)}">${isolated(title)}</a></td>
${columns.map(spec => html`<td class="${isNumber(spec) && 'number'}">${cell(view, entityTypeId, item, spec)}</td>`)}
<td>${rowMenu(view, entityTypeId, item, title)}</td></tr>`
}

function cell(view: View, entityTypeId: EntityTypeId, item: CrmItem, spec: FieldSpec): Html | null {
  if (spec.name !== 'stageId')
    return fieldView(view, entityTypeId, spec, item)
  const stage = view.portal.crm.stageOf(entityTypeId, item)
  return html`<span class="chip stage" style="--stage:${stageColor(stage?.color)}">${isolated(stage?.name ?? '')}</span>`
}

function isNumber(spec: FieldSpec): boolean {
  return spec.type === 'double' || spec.type === 'integer'
}

function rowMenu(view: View, entityTypeId: EntityTypeId, item: CrmItem, title: string): Html {
  const { words } = view
  const widgets = view.portal.apps.widgets(`CRM_${slugOf(entityTypeId).toUpperCase()}_LIST_MENU`, view.user.id)
  const id = `row-menu-${item.id}`
  return html`<button type="button" class="button quiet icon-only small" popovertarget="${id}" aria-label="${words('list.rowMenu', { title })}">${icon('dots')}</button>
<div popover class="menu" id="${id}"><a href="${cardPath(entityTypeId, item.id)}">${icon(entityTypeId === LEAD ? 'lead' : 'deal')}${words('app.open')}</a>
${widgets.length > 0 && html`<div class="menu-title">${words('card.apps')}</div>`}
${widgets.map(row => html`<button type="button" data-open-widget="${JSON.stringify({ widgetId: row.id, options: { ID: String(item.id) } })}">${icon('app')}${isolated(widgetTitle(view, row))}</button>`)}</div>`
}

function columnsDialog(view: View, entityTypeId: EntityTypeId): Html {
  const { words } = view
  const chosen = new Set(chosenColumns(view, entityTypeId).map(spec => spec.name))
  return html`<dialog class="box" id="columns" aria-labelledby="columns-title"><form method="post" action="/_host/columns/${slugOf(entityTypeId)}">
<h2 id="columns-title">${words('columns.choose')}</h2><input type="hidden" name="next" value="${view.exchange.url.pathname + view.exchange.url.search}">
<div class="choices">${possibleColumns(view, entityTypeId).map(spec => html`<label class="check"><input type="checkbox" name="columns[]" value="${spec.name}" ${chosen.has(spec.name) && html`checked`}>${fieldLabel(view, entityTypeId, spec)}</label>`)}</div>
<div class="box-end"><button class="button primary" type="submit">${words('button.apply')}</button><button class="button" type="button" data-close-dialog>${words('button.cancel')}</button></div></form></dialog>`
}
