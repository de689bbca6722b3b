import type { CrmItem, EntityTypeId } from '../../crm/crm-item.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { DEAL, LEAD } from '../../crm/crm-item.ts'
import { html, isolated } from '../html.ts'
import { cardPath, itemTitle } from './entity.ts'
import { stageColor } from './timeline.ts'

/** Deals that were made from a lead, with their stages; nothing for other kinds. */
export function linkedItems(view: View, entityTypeId: EntityTypeId, item: CrmItem): Html {
  if (entityTypeId !== LEAD)
    return html``
  const { crm } = view.portal
  const deals = crm.list(DEAL, { filter: { leadId: item.id }, order: { id: 'ASC' }, counted: false }, view.actor).items
  if (deals.length === 0)
    return html``
  return html`<section class="white"><h2>${view.words('card.dealsOfLead')}</h2><ul class="plain stack">
${deals.map((deal) => {
  const stage = crm.stageOf(DEAL, deal)
  return html`<li><a href="${cardPath(DEAL, deal.id)}">${isolated(itemTitle(DEAL, deal, view.language))}</a> <span class="chip stage" style="--stage:${stageColor(stage?.color)}">${isolated(stage?.name ?? '')}</span></li>`
})}</ul></section>`
}
