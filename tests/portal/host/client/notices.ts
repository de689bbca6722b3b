import { readMarkup, send } from './server.ts'
import { orToast, toast } from './toast.ts'

/** Wires the bell: opens the list, marks what was seen as read. */
export function wireNotices(): void {
  const bell = document.querySelector<HTMLElement>('[data-notices]')
  const list = document.getElementById('notices')
  if (!bell || !list)
    return
  bell.addEventListener('click', () => void orToast(async () => {
    if (list.matches(':popover-open'))
      return list.hidePopover()
    list.innerHTML = await readMarkup('/_host/notices')
    list.showPopover()
    place(bell, list)
    list.querySelector<HTMLElement>('button, a')?.focus()
  }))
  list.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-press]')
    if (button)
      void orToast(() => pressButton(list, button))
    if ((event.target as Element).closest('[data-read-all]'))
      void orToast(() => send('/_host/notices/read').then(() => showUnread(0)).then(() => list.hidePopover()))
  })
}

async function pressButton(list: HTMLElement, button: HTMLElement): Promise<void> {
  const { message } = await send<{ message: string }>('/_host/notices/press', { id: button.dataset.notice, answer: button.dataset.press })
  list.innerHTML = await readMarkup('/_host/notices')
  toast(message)
}

/** Number on the bell. */
export function showUnread(count: number): void {
  const badge = document.querySelector<HTMLElement>('[data-unread]')
  if (!badge)
    return
  badge.textContent = String(count)
  badge.hidden = count === 0
}

/** Puts a popover below its button, inside the window. */
export function place(button: Element, popover: HTMLElement): void {
  const anchor = button.getBoundingClientRect()
  const size = popover.getBoundingClientRect()
  const left = Math.min(Math.max(8, anchor.right - size.width), window.innerWidth - size.width - 8)
  const isBelow = anchor.bottom + size.height + 8 < window.innerHeight
  popover.style.left = `${Math.max(8, left)}px`
  popover.style.top = `${isBelow ? anchor.bottom + 4 : Math.max(8, anchor.top - size.height - 4)}px`
}
