import type { FrameScene } from './frame-scene.ts'
import { mountFrame } from './app-frame.ts'
import { openFrameSlider } from './app-slider.ts'
import { refreshBoard } from './board.ts'
import { refreshCard } from './card.ts'
import { closeOwnSlider } from './slider.ts'
import { orToast } from './toast.ts'

/** Fills every place of a frame as soon as it is part of the page, now and later. */
export function wireHolders(): void {
  fillHolders()
  new MutationObserver(fillHolders).observe(document.body, { childList: true, subtree: true })
  document.addEventListener('click', (event) => {
    const opener = (event.target as Element).closest<HTMLElement>('[data-open-widget]')
    if (!opener)
      return
    opener.closest<HTMLElement>('[popover]')?.hidePopover()
    void orToast(() => openFrameSlider(JSON.parse(opener.dataset.openWidget ?? '{}') as Record<string, unknown>, { title: opener.textContent?.trim() ?? '', widthPx: null }))
  })
}

function fillHolders(): void {
  for (const holder of document.querySelectorAll<HTMLElement>('.app-frame[data-frame]:not([data-filled])')) {
    holder.dataset.filled = 'yes'
    void mountFrame(holder, JSON.parse(holder.dataset.frame ?? '{}') as Record<string, unknown>, sceneOf(holder))
  }
}

function sceneOf(holder: HTMLElement): FrameScene {
  const declared = Number(holder.dataset.height) || 120
  return {
    heightPx: holder.classList.contains('app-page') ? Math.max(declared, window.innerHeight - 160) : declared,
    setTitle(title) {
      const heading = document.querySelector('h1')
      if (heading)
        heading.textContent = title
    },
    close: () => void closeOwnSlider(),
    async reloadData() {
      await Promise.all([refreshCard(), refreshBoard()])
    },
    valueInput: () => holder.closest('.field')?.querySelector<HTMLInputElement>('[data-frame-value]') ?? null,
    installFinished: () => location.reload(),
  }
}
