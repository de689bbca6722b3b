import type { EntityTypeId } from '../../crm/crm-item.ts'
import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { html } from '../html.ts'
import { possibleColumns } from './list-columns.ts'

/** Column and direction of a list. */
export interface Sort {
  name: string
  direction: 'ASC' | 'DESC'
}

/** The order that the address asks for; newest first otherwise. */
export function sortOf(view: View, entityTypeId: EntityTypeId): Sort {
  const query = view.exchange.url.searchParams
  const name = query.get('sort') ?? ''
  const isKnown = name === 'title' || possibleColumns(view, entityTypeId).some(spec => spec.name === name && !spec.isMultiple)
  return isKnown ? { name, direction: query.get('dir') === 'desc' ? 'DESC' : 'ASC' } : { name: 'id', direction: 'DESC' }
}

/** A head that sorts by its column; once more turns the order round. */
export function sortHead(view: View, sort: Sort, column: { name: string, label: string, isNumber: boolean, canSort: boolean }): Html {
  const { name, label, isNumber, canSort } = column
  if (!canSort)
    return html`<th class="${isNumber && 'number'}">${label}</th>`
  const isSorted = sort.name === name
  const query = new URLSearchParams(view.exchange.url.search)
  query.set('sort', name)
  query.set('dir', isSorted && sort.direction === 'ASC' ? 'desc' : 'asc')
  query.delete('start')
  return html`<th class="${isNumber && 'number'}" ${isSorted && html`aria-sort="${sort.direction === 'ASC' ? 'ascending' : 'descending'}"`}><a class="sort" href="?${query.toString()}" title="${view.words('list.sort', { field: label })}">${label}</a></th>`
}
