import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { formatCount } from '../format.ts'
import { html } from '../html.ts'

/** "51–100 of 2,000" with links to the neighbours. Sizes are rows. */
export function pager(view: View, place: { start: number, size: number, total: number, pageSize: number }): Html {
  const { words } = view
  const link = (start: number, text: string): Html => {
    const query = new URLSearchParams(view.exchange.url.search)
    query.set('start', String(start))
    return html`<a class="button small" href="?${query.toString()}">${text}</a>`
  }
  const { start, size, total, pageSize } = place
  return html`<nav class="row" aria-label="${words('pager.range', { from: start + 1, to: start + size, total })}"><span class="soft small">${words('pager.range', { from: formatCount(view, start + 1), to: formatCount(view, start + size), total: formatCount(view, total) })}</span>
${start > 0 && link(Math.max(0, start - pageSize), words('pager.previous'))}${start + size < total && link(start + pageSize, words('pager.next'))}</nav>`
}
