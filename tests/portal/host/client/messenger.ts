import { readMarkup } from './server.ts'
import { openSlider } from './slider.ts'

/** Opens a conversation over the page: `4` is a colleague, `chat12` a chat; without one, the list of conversations. */
export function openMessenger(dialogId: unknown): void {
  const id = typeof dialogId === 'string' || typeof dialogId === 'number' ? String(dialogId) : ''
  openSlider({ title: '', widthPx: 950, path: id === '' ? '/online/' : `/online/?IM_DIALOG=${encodeURIComponent(id)}` })
}

/** Brings the conversation on this page up to date and shows its end; nothing on other pages. */
export async function refreshMessages(): Promise<void> {
  const list = document.querySelector<HTMLElement>('[data-messages]')
  if (!list)
    return
  const markup = await readMarkup(`/_host/messages?IM_DIALOG=${encodeURIComponent(list.dataset.messages ?? '')}`)
  if (list.innerHTML !== markup && list.dataset.shown !== markup) {
    list.innerHTML = markup
    list.dataset.shown = markup
    list.scrollTop = list.scrollHeight
  }
}
