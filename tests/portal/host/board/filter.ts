import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { stagesInOrder } from '../card/stage-bar.ts'
import { html } from '../html.ts'
import { nameOf } from '../person.ts'

/** What the line above a list or a kanban holds, as it stands in the address. */
export interface BoardFilter {
  search: string
  stageId: string
  sourceId: string
  assignedById: number
}

/** Filter of the present address. */
export function filterOf(view: View): BoardFilter {
  const query = view.exchange.url.searchParams
  return {
    search: (query.get('find') ?? '').trim(),
    stageId: query.get('stage') ?? '',
    sourceId: query.get('source') ?? '',
    assignedById: Number(query.get('assigned') ?? 0) || 0,
  }
}

/** The filter as `Crm.list` takes it. */
export function listFilter(filter: BoardFilter, entityTypeId: EntityTypeId): Record<string, unknown> {
  const names = entityTypeId === 1 ? ['%title', '%name', '%lastName'] : ['%title']
  const phone = filter.search.replace(/\D/g, '')
  const search = [...names.map(name => ({ [name]: filter.search })), ...(phone.length > 4 ? [{ '%phone': phone }] : [])]
  return {
    ...(filter.stageId && { '=stageId': filter.stageId }),
    ...(filter.sourceId && { '=sourceId': filter.sourceId }),
    ...(filter.assignedById && { '=assignedById': filter.assignedById }),
    ...(filter.search && { 0: { logic: 'OR', ...search } }),
  }
}

/** The order of the list outlives a new filter. */
function keptInput(view: View, name: string): Html | null {
  const value = view.exchange.url.searchParams.get(name)
  return value === null ? null : html`<input type="hidden" name="${name}" value="${value}">`
}

/** The line of filters; a plain form, so it works by keyboard and by address. */
export function filterForm(view: View, entityTypeId: EntityTypeId, filter: BoardFilter, options: { withStage: boolean, pipelineId?: number }): Html {
  const { words, portal } = view
  const people = portal.people.list().filter(user => user.active && !user.extranet)
  const stages = stagesInOrder(portal.crm.stages(entityTypeId, options.pipelineId ?? 0))
  const choice = (value: string | number, text: string, chosen: string | number): Html => html`<option value="${value}" ${String(value) === String(chosen) && html`selected`}>${text}</option>`
  return html`<form class="white filter" method="get" role="search">
${options.pipelineId !== undefined && html`<input type="hidden" name="pipeline" value="${options.pipelineId}">`}${view.isInSlider && html`<input type="hidden" name="IFRAME" value="Y">`}${options.withStage && ['sort', 'dir'].map(name => keptInput(view, name))}
<label class="field wide"><span class="label">${words('dialog.search')}</span><input type="search" name="find" value="${filter.search}" placeholder="${words('filter.search')}"></label>
${options.withStage && html`<label class="field"><span class="label">${words('field.stage')}</span><select name="stage">${choice('', words('filter.any'), filter.stageId)}${stages.map(stage => choice(stage.statusId, stage.name, filter.stageId))}</select></label>`}
<label class="field"><span class="label">${words('field.source')}</span><select name="source">${choice('', words('filter.any'), filter.sourceId)}${portal.crm.directories.list('SOURCE').map(row => choice(row.statusId, row.name, filter.sourceId))}</select></label>
<label class="field"><span class="label">${words('field.assigned')}</span><select name="assigned">${choice(0, words('filter.any'), filter.assignedById)}${people.map(user => choice(user.id, nameOf(user), filter.assignedById))}</select></label>
<button class="button" type="submit">${words('button.search')}</button></form>`
}
