import type { CrmItem } from '../../crm/crm-item.ts'
import type { Page, View } from '../view.ts'
import { normalPhone } from '../../crm/communication.ts'
import { LEAD } from '../../crm/crm-item.ts'
import { RestError } from '../../rest/rest-error.ts'
import { cardPath, itemTitle } from '../card/entity.ts'
import { stageColor } from '../card/timeline.ts'
import { formatTime } from '../format.ts'
import { html, isolated } from '../html.ts'

/** Groups shown at most. */
const groupLimit = 50

/** Leads that share a phone or an e-mail, with a form to merge each group. */
export function duplicatesPage(view: View): Page {
  const { words } = view
  const groups = duplicateGroups(view)
  const merged = Number(view.exchange.url.searchParams.get('merged') ?? 0)
  return {
    title: words('menu.duplicates'),
    menu: '/crm/duplicates/',
    content: html`<div class="page-head"><h1>${words('menu.duplicates')}</h1></div><div class="stack"><p class="soft">${words('duplicate.hint')}</p>
${merged > 0 && html`<p class="message good">${words('duplicate.merged', { count: merged })}</p>`}
${groups.length === 0 && html`<div class="white empty">${words('duplicate.empty')}</div>`}
${groups.map(({ value, items }) => html`<form class="white" method="post" action="/_host/duplicates/merge"><h2>${isolated(value)}</h2><div class="scroll-x" tabindex="0" role="region" aria-label="${value}"><table class="grid">
<thead><tr><th>${words('duplicate.main')}</th><th>${words('field.title')}</th><th>${words('field.stage')}</th><th>${words('field.created')}</th></tr></thead>
<tbody>${items.map((item, index) => {
  const stage = view.portal.crm.stageOf(LEAD, item)
  const title = itemTitle(LEAD, item, view.language)
  return html`<tr><td><input type="hidden" name="ids[]" value="${item.id}"><input type="radio" name="main" value="${item.id}" ${index === 0 && html`checked`} aria-label="${words('duplicate.main')}: ${title}"></td>
<td><a href="${cardPath(LEAD, item.id)}">${isolated(title)}</a></td><td><span class="chip stage" style="--stage:${stageColor(stage?.color)}">${isolated(stage?.name ?? '')}</span></td><td>${formatTime(view, item.createdTime)}</td></tr>`
})}</tbody></table></div><div class="row" style="margin-top:12px"><button class="button primary" type="submit">${words('duplicate.merge')}</button></div></form>`)}</div>`,
  }
}

/** Groups of at least two leads the reader sees, oldest lead first. */
function duplicateGroups(view: View): { value: string, items: CrmItem[] }[] {
  const groups = new Map<string, CrmItem[]>()
  const { crm } = view.portal
  for (let start = 0; ; start += 1000) {
    const page = crm.list(LEAD, { order: { id: 'ASC' }, start, limit: 1000, counted: false }, view.actor)
    page.items.forEach(item => addToGroups(groups, item))
    if (!page.hasMore)
      break
  }
  return [...groups].filter(([, items]) => items.length > 1).slice(0, groupLimit).map(([value, items]) => ({ value, items }))
}

function addToGroups(groups: Map<string, CrmItem[]>, item: CrmItem): void {
  const values = (item.fm ?? []).map(entry => entry.typeId === 'PHONE' ? normalPhone(entry.value) : entry.value.trim().toLowerCase())
  for (const value of new Set(values.filter(one => one.length > 4)))
    groups.set(value, [...groups.get(value) ?? [], item])
}

/** Merges the chosen group into its main lead. */
export function mergeDuplicates(view: View, input: Record<string, unknown>): string {
  const ids = (Array.isArray(input.ids) ? input.ids : [input.ids]).map(Number).filter(Number.isInteger)
  const main = Number(input.main)
  if (ids.length < 2 || !ids.includes(main))
    throw new RestError(400, 'NOTHING_CHOSEN', view.words('duplicate.empty'))
  view.portal.crm.merge(LEAD, [main, ...ids.filter(id => id !== main)], view.actor)
  return `/crm/duplicates/?merged=${ids.length}`
}
