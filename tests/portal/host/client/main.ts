import { listenToFrames } from './app-frame.ts'
import { wireCard } from './card.ts'
import { wireHolders } from './holders.ts'
import { wireImport } from './import.ts'
import { wireKanban } from './kanban.ts'
import { wireLinks } from './links.ts'
import { wireList } from './list.ts'
import { refreshMessages } from './messenger.ts'
import { place, wireNotices } from './notices.ts'
import { startPulse } from './pulse.ts'
import { wireRecordActions } from './record-actions.ts'

listenToFrames()
wireCard()
wireKanban()
wireList()
wireImport()
wireRecordActions()
wireLinks()
wireNotices()
wireHolders()
void refreshMessages()
wireMenus()
startPulse()

/** Popovers stand below their buttons; the left menu folds on narrow screens; dialogs of the page open by name. */
function wireMenus(): void {
  document.addEventListener('toggle', (event) => {
    const menu = event.target as HTMLElement
    const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`)
    if ((event as ToggleEvent).newState === 'open' && button)
      place(button, menu)
  }, { capture: true })
  document.addEventListener('click', (event) => {
    const target = event.target as Element
    const toggle = target.closest('[data-toggle-menu]')
    if (toggle) {
      const isOpen = document.getElementById('left-menu')?.classList.toggle('open') ?? false
      toggle.setAttribute('aria-expanded', String(isOpen))
    }
    const opener = target.closest<HTMLElement>('[data-open-dialog]')
    if (opener)
      document.querySelector<HTMLDialogElement>(`#${CSS.escape(opener.dataset.openDialog ?? '')}`)?.showModal()
    if (target.closest('[data-close-dialog]'))
      target.closest('dialog')?.close()
  })
}
