import { refreshBoard } from './board.ts'
import { word } from './boot.ts'
import { openDialog } from './dialog.ts'
import { convertLead, moveToStage } from './item-actions.ts'
import { orToast, toast } from './toast.ts'

interface Drag {
  card: HTMLElement
  ghost: HTMLElement | null
  startX: number
  startY: number
  pointerId: number
}

const dragAfterPx = 6

/** Wires the kanban: dragging with the mouse or a pen, a menu for keyboard and touch. */
export function wireKanban(): void {
  const kanban = document.querySelector<HTMLElement>('[data-kanban]')
  if (!kanban)
    return
  let drag: Drag | null = null
  const end = (): void => {
    drag?.ghost?.remove()
    drag?.card.classList.remove('dragging')
    markOver(null)
    drag = null
  }
  kanban.addEventListener('pointerdown', (event) => {
    const target = event.target as Element
    const card = target.closest<HTMLElement>('[data-movable]')
    if (card && event.button === 0 && event.pointerType !== 'touch' && !target.closest('button'))
      drag = { card, ghost: null, startX: event.clientX, startY: event.clientY, pointerId: event.pointerId }
  })
  window.addEventListener('pointermove', event => drag && follow(drag, event))
  window.addEventListener('pointercancel', end)
  window.addEventListener('keydown', event => event.key === 'Escape' && drag && end())
  window.addEventListener('pointerup', (event) => {
    const dropped = drag
    const column = columnAt(event)
    end()
    if (!dropped?.ghost)
      return
    swallowClick()
    if (column && column !== dropped.card.closest('[data-column]'))
      void drop(kanban, dropped.card, column)
  })
  kanban.addEventListener('dragstart', event => event.preventDefault())
  kanban.addEventListener('click', event => onClick(kanban, event))
}

function follow(drag: Drag, event: PointerEvent): void {
  if (!drag.ghost && Math.hypot(event.clientX - drag.startX, event.clientY - drag.startY) < dragAfterPx)
    return
  event.preventDefault()
  if (!drag.ghost) {
    drag.ghost = drag.card.cloneNode(true) as HTMLElement
    drag.ghost.classList.add('drag-ghost')
    drag.ghost.setAttribute('aria-hidden', 'true')
    drag.card.classList.add('dragging')
    document.body.append(drag.ghost)
    window.getSelection()?.removeAllRanges()
  }
  drag.ghost.style.left = `${event.clientX - 40}px`
  drag.ghost.style.top = `${event.clientY - 20}px`
  markOver(columnAt(event))
  scrollAtEdge(event)
}

/** Columns beyond the edge come into view while a card is held there. */
function scrollAtEdge(event: PointerEvent): void {
  const board = document.querySelector('.kanban')
  const edge = board?.getBoundingClientRect()
  if (!board || !edge)
    return
  if (event.clientX > edge.right - 60)
    board.scrollBy({ left: 40 })
  else if (event.clientX < edge.left + 60)
    board.scrollBy({ left: -40 })
}

function columnAt(event: PointerEvent): HTMLElement | null {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-column]') ?? null
}

function markOver(column: HTMLElement | null): void {
  for (const one of document.querySelectorAll('.column.over'))
    one.classList.toggle('over', one === column)
  column?.classList.add('over')
}

/** The click that ends a drag must not open the card. */
function swallowClick(): void {
  const swallow = (event: Event): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 50)
}

async function drop(kanban: HTMLElement, card: HTMLElement, column: HTMLElement): Promise<void> {
  const item = { slug: kanban.dataset.kanban ?? '', id: card.dataset.item ?? '' }
  const isConversion = item.slug === 'lead' && column.dataset.semantics === 'S'
  const isMoved = isConversion ? await convertLead(item) : await moveToStage(item, column.dataset.column ?? '', 'kanban')
  if (isMoved && !isConversion)
    toast(word('kanban.moved', { stage: column.querySelector('h2')?.textContent ?? '' }))
  await orToast(refreshBoard)
}

function onClick(kanban: HTMLElement, event: Event): void {
  const target = event.target as Element
  const more = target.closest<HTMLElement>('[data-more-cards]')
  const move = target.closest<HTMLElement>('[data-move]')
  if (more) {
    kanban.dataset.cards = more.dataset.moreCards ?? ''
    void orToast(refreshBoard)
  }
  const card = move?.closest<HTMLElement>('[data-item]')
  if (card)
    chooseColumn(kanban, card)
}

/** "Move to stage": the keyboard's way of dragging. */
function chooseColumn(kanban: HTMLElement, card: HTMLElement): void {
  const columns = [...kanban.querySelectorAll<HTMLElement>('[data-column]')]
  const box = openDialog(`${word('kanban.moveTo')}: ${card.dataset.title ?? ''}`, (form) => {
    const choices = document.createElement('div')
    choices.className = 'choices'
    choices.append(...columns.map((column) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = column.querySelector('h2')?.textContent ?? ''
      button.setAttribute('aria-pressed', String(column.contains(card)))
      button.addEventListener('click', () => {
        box.close()
        if (!column.contains(card))
          void box.closed.then(() => drop(kanban, card, column))
      })
      return button
    }))
    const cancel = document.createElement('div')
    cancel.className = 'box-end'
    cancel.innerHTML = '<button class="button" type="button" data-close-dialog></button>'
    cancel.querySelector('button')?.append(word('button.cancel'))
    form.append(choices, cancel)
  })
}
