import { refreshBoard } from './board.ts'
import { cardOnPage, refreshCard } from './card.ts'
import { refreshMessages } from './messenger.ts'
import { showUnread } from './notices.ts'
import { read } from './server.ts'

const everyMs = 2000
let lastPrint = ''

/** Looks every two seconds whether something on this page has changed in the portal, and draws it. */
export function startPulse(): void {
  setInterval(() => {
    if (document.visibilityState === 'visible')
      void beat()
  }, everyMs)
}

async function beat(): Promise<void> {
  const card = cardOnPage()
  const ids = [...document.querySelectorAll<HTMLElement>('[data-board] [data-item], [data-board] [data-row]')].slice(0, 300).map(one => one.dataset.item ?? one.dataset.row)
  const board = document.querySelector<HTMLElement>('[data-board]')
  const query = new URLSearchParams({
    ...(card && card.id !== '0' && { card: `${card.slug}:${card.id}` }),
    ...(board && { board: board.dataset.kanban ?? board.dataset.list ?? '', ids: ids.join(',') }),
  })
  let pulse: { print: string, unread: number }
  try {
    pulse = await read(`/_host/pulse?${query.toString()}`)
  }
  catch {
    // Without the portal there is nothing to draw; the next beat asks again.
    return
  }
  showUnread(pulse.unread)
  // What was said between the drawing of the page and the first beat is not missed.
  if (lastPrint === '')
    await refreshMessages()
  else if (pulse.print !== lastPrint)
    await Promise.allSettled([refreshCard(), refreshBoard(), refreshMessages()])
  lastPrint = pulse.print
}
