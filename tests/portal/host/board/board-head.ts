import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { html } from '../html.ts'
import { icon } from '../icons.ts'

/** Title line of a list or kanban: pipelines of deals, list/kanban switch, "create". */
export function boardHead(view: View, slug: 'lead' | 'deal', shape: 'list' | 'kanban', pipelineId: number): Html {
  const { words, portal } = view
  const pipelines = slug === 'deal' ? portal.crm.pipelines() : []
  const query = slug === 'deal' ? `?pipeline=${pipelineId}` : ''
  const shapeLink = (to: 'list' | 'kanban'): Html => html`<a href="/crm/${slug}/${to}/${query}" ${to === shape && html`aria-current="page"`}>${icon(to)}${words(to === 'list' ? 'view.list' : 'view.kanban')}</a>`
  return html`<div class="page-head"><h1>${words(slug === 'lead' ? 'lead.list' : 'deal.list')}</h1>
${pipelines.length > 1 && html`<div class="switch">${pipelines.map(pipeline => html`<a href="/crm/${slug}/${shape}/?pipeline=${pipeline.id}" ${pipeline.id === pipelineId && html`aria-current="page"`}>${pipeline.name}</a>`)}</div>`}
<span class="grow"></span>
<div class="switch">${shapeLink('kanban')}${shapeLink('list')}</div>
<a class="button primary" href="/crm/${slug}/details/0/${slug === 'deal' ? `?category_id=${pipelineId}` : ''}">${icon('plus')}${words('button.create')}</a></div>
${slug === 'lead' && portal.crm.mode === 2 && html`<p class="message" style="margin-bottom:16px">${words('mode.simple')}</p>`}`
}

/** Pipeline named in the address, else the default one. */
export function chosenPipeline(view: View): number {
  const wanted = Number(view.exchange.url.searchParams.get('pipeline') ?? Number.NaN)
  const pipelines = view.portal.crm.pipelines()
  return (pipelines.find(one => one.id === wanted) ?? pipelines.find(one => one.isDefault) ?? pipelines[0])?.id ?? 0
}
