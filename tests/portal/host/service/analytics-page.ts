import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Html } from '../html.ts'
import type { Page, View } from '../view.ts'
import { DEAL, LEAD } from '../../crm/crm-item.ts'
import { frameHolder } from '../apps/frame-holder.ts'
import { widgetTitle } from '../apps/widget-title.ts'
import { stagesInOrder } from '../card/stage-bar.ts'
import { stageColor } from '../card/timeline.ts'
import { formatCount } from '../format.ts'
import { html, isolated } from '../html.ts'

/** CRM analytics: the portal's own overview, and pages that applications have added (CRM_ANALYTICS_MENU). */
export function analyticsPage(view: View): Page {
  const { words } = view
  const rows = view.portal.apps.widgets('CRM_ANALYTICS_MENU', view.user.id)
  const chosen = rows.find(row => row.id === Number(view.exchange.captures.id))
  const link = (href: string, text: string, isCurrent: boolean): Html => html`<a href="${href}" ${isCurrent && html`aria-current="page"`}>${isolated(text)}</a>`
  return {
    title: chosen ? widgetTitle(view, chosen) : words('menu.analytics'),
    menu: '/crm/analytics/',
    content: html`<div class="page-head"><h1>${words('menu.analytics')}</h1>
<nav class="switch" aria-label="${words('menu.analytics')}">${link('/crm/analytics/', words('analytics.overview'), !chosen)}${rows.map(row => link(`/crm/analytics/${row.id}/`, widgetTitle(view, row), row === chosen))}</nav></div>
${chosen
  ? frameHolder({ widgetId: chosen.id, options: {}, heightPx: 640, title: widgetTitle(view, chosen), isPage: true })
  : html`<div class="stack">${bars(view, LEAD, words('analytics.byStage'), 0)}${view.portal.crm.pipelines().map(pipeline => bars(view, DEAL, `${words('analytics.dealsByStage')}: ${pipeline.name}`, pipeline.id))}</div>`}`,
  }
}

/** Items the reader may see, by stage. */
function bars(view: View, entityTypeId: EntityTypeId, title: string, pipelineId: number): Html {
  const { crm } = view.portal
  const stages = stagesInOrder(crm.stages(entityTypeId, pipelineId)).map((stage) => {
    const filter = { '=stageId': stage.statusId, ...(entityTypeId === DEAL && { '=categoryId': pipelineId }) }
    return { stage, count: crm.list(entityTypeId, { filter, limit: 1 }, view.actor).total ?? 0 }
  })
  const highest = Math.max(1, ...stages.map(one => one.count))
  return html`<section class="white"><h2>${isolated(title)}</h2><div class="bars">
${stages.map(({ stage, count }) => html`<div class="bar"><span>${isolated(stage.name)}</span><span class="track"><span class="fill" style="display:block;width:${Math.round(count / highest * 100)}%;--stage:${stageColor(stage.color)}"></span></span><span>${formatCount(view, count)}</span></div>`)}</div></section>`
}
