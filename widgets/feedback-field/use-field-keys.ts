import type { VerdictLabel } from '../../src/domain/verdict.ts'
import { onBeforeUnmount, onMounted } from 'vue'

/** What the keys may do now. */
export interface UseFieldKeysOptions {
  isActive: () => boolean
  isLabelStep: () => boolean
  choose: (label: VerdictLabel) => void
  back: () => void
  /** The row that is open; its buttons carry `data-key`. */
  row: () => HTMLElement | null
}

const labelKeys: Record<string, VerdictLabel> = { 1: 'qualified', 2: 'off_target', 3: 'spam' }

/** 1, 2, 3 choose a verdict; then the digits, Enter and Escape press the button that shows them. */
export function useFieldKeys({ isActive, isLabelStep, choose, back, row }: UseFieldKeysOptions): void {
  function press(event: KeyboardEvent): void {
    const isTyping = event.target instanceof HTMLInputElement
    if (!isActive() || event.ctrlKey || event.metaKey || event.altKey)
      return
    if (event.key === 'Escape')
      return back()
    const isButtonsOwnEnter = event.key === 'Enter' && event.target instanceof HTMLButtonElement && event.target.dataset.key !== 'Enter'
    if (isTyping || isButtonsOwnEnter)
      return
    const label = labelKeys[event.key]
    if (isLabelStep() && label) {
      event.preventDefault()
      return choose(label)
    }
    const button = row()?.querySelector<HTMLButtonElement>(`button[data-key="${CSS.escape(event.key)}"]:not([disabled])`)
    if (button) {
      event.preventDefault()
      button.click()
    }
  }
  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))
}
