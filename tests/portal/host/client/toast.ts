/** Says something for a few seconds; also to screen readers. */
export function toast(message: string, kind: 'note' | 'error' = 'note'): void {
  const holder = toastHolder()
  const line = document.createElement('div')
  line.className = kind === 'error' ? 'error' : ''
  line.textContent = message
  holder.append(line)
  // Dialogs and sliders live in the top layer: shown again, the line stands above them.
  holder.hidePopover()
  holder.showPopover()
  setTimeout(() => line.remove(), 6000)
}

function toastHolder(): HTMLElement {
  const known = document.querySelector<HTMLElement>('.toasts')
  if (known)
    return known
  const holder = document.createElement('div')
  holder.className = 'toasts'
  holder.popover = 'manual'
  holder.setAttribute('role', 'status')
  document.body.append(holder)
  holder.showPopover()
  return holder
}

/** Runs a change and shows a refusal. @returns undefined when refused */
export async function orToast<T>(run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run()
  }
  catch (error) {
    toast(error instanceof Error ? error.message : String(error), 'error')
    return undefined
  }
}
