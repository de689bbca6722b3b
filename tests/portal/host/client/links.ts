import { openSlider } from './slider.ts'

const inSlider = /^\/(?:crm\/(?:lead|deal|contact|company)\/details\/|marketplace\/view\/)/

/** Cards and application links open over the page, as in the portal; a modifier key opens them as ordinary links. */
export function wireLinks(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]')
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || link.target)
      return
    if (link.origin !== location.origin || !inSlider.test(link.pathname))
      return
    event.preventDefault()
    link.closest<HTMLElement>('[popover]')?.hidePopover()
    openSlider({ title: link.textContent?.trim() ?? '', widthPx: link.pathname.startsWith('/marketplace/') ? 1200 : 1640, path: link.pathname + link.search + link.hash })
  })
}
