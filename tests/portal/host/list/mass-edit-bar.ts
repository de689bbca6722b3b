import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { DEAL } from '../../crm/crm-item.ts'
import { chosenPipeline } from '../board/board-head.ts'
import { stagesInOrder } from '../card/stage-bar.ts'
import { html } from '../html.ts'
import { nameOf } from '../person.ts'

/** Controls under a list that act on the ticked rows. */
export function massEditBar(view: View, entityTypeId: EntityTypeId): Html {
  const { words, portal } = view
  const stages = stagesInOrder(portal.crm.stages(entityTypeId, entityTypeId === DEAL ? chosenPipeline(view) : 0))
  const people = portal.people.list().filter(user => user.active && !user.extranet)
  return html`<span class="soft small">${words('mass.title')}</span>
<select name="stageId" aria-label="${words('mass.stage')}"><option value="">${words('mass.stage')}</option>${stages.map(stage => html`<option value="${stage.statusId}">${stage.name}</option>`)}</select>
<select name="assignedById" aria-label="${words('mass.assign')}"><option value="">${words('mass.assign')}</option>${people.map(user => html`<option value="${user.id}">${nameOf(user)}</option>`)}</select>
<button class="button small" type="submit">${words('mass.apply')}</button>`
}
