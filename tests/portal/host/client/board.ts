import { updateBlocks } from './blocks.ts'
import { readMarkup } from './server.ts'

/** Draws list or kanban of this page anew; nothing on other pages. */
export async function refreshBoard(): Promise<void> {
  const board = document.querySelector<HTMLElement>('[data-board]')
  if (!board || document.querySelector('.drag-ghost') || board.querySelector('input:checked, :popover-open'))
    return
  const shape = board.dataset.kanban === undefined ? 'list' : 'kanban'
  const slug = board.dataset.kanban ?? board.dataset.list
  updateBlocks(board, await readMarkup(`/_host/board/${shape}/${slug}${query(board)}`))
}

function query(board: HTMLElement): string {
  const parameters = new URLSearchParams(location.search)
  if (board.dataset.cards)
    parameters.set('cards', board.dataset.cards)
  const text = parameters.toString()
  return text === '' ? '' : `?${text}`
}
