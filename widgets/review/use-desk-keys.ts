import type { DeskWish } from './desk-keys.ts'
import { onBeforeUnmount, onMounted } from 'vue'
import { wishOf } from './desk-keys.ts'

/** Listens to the keys of the page while the desk is open. */
export function useDeskKeys(verbs: Readonly<Record<DeskWish, () => unknown>>): void {
  function press(event: KeyboardEvent): void {
    const wish = wishOf(event)
    if (wish === null)
      return
    event.preventDefault()
    verbs[wish]()
  }
  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))
}
