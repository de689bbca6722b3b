import { word } from './boot.ts'

/** What stands in a slider: a page of the portal, or something a caller puts in. */
export interface SliderContent {
  title: string
  /** Pixels; null for the usual width. */
  widthPx: number | null
  /** Page of the portal to show; without it `fill` draws. */
  path?: string
  fill?: (body: HTMLElement, slider: Slider) => void
}

/** An open slider. */
export interface Slider {
  close: () => void
  setTitle: (title: string) => void
  closed: Promise<void>
}

/** Puts a slider over the page and over sliders already open; Esc or the button closes the upper one. */
export function openSlider(content: SliderContent): Slider {
  const dialog = document.createElement('dialog')
  dialog.className = `slider ${content.path === undefined ? '' : 'with-page'}`
  if (content.widthPx !== null)
    dialog.style.setProperty('--slider-width', `${content.widthPx}px`)
  const inside = document.createElement('div')
  inside.className = 'slider-inside'
  const body = document.createElement('div')
  body.className = 'slider-body'
  const heading = document.createElement('h1')
  const setTitle = (title: string): void => {
    heading.textContent = title
    dialog.setAttribute('aria-label', title)
  }
  dialog.append(closeButton(dialog), inside)
  if (content.path === undefined)
    inside.append(headOf(heading))
  inside.append(body)
  setTitle(content.title)
  document.body.append(dialog)
  const closed = whenClosed(dialog)
  const slider: Slider = { close: () => dialog.close(), setTitle, closed }
  if (content.path !== undefined)
    body.append(pageFrame(content.path, slider))
  dialog.showModal()
  content.fill?.(body, slider)
  return slider
}

function headOf(heading: HTMLElement): HTMLElement {
  const head = document.createElement('div')
  head.className = 'slider-head'
  head.append(heading)
  return head
}

function closeButton(dialog: HTMLDialogElement): HTMLElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button slider-close'
  button.setAttribute('aria-label', word('button.close'))
  button.textContent = '✕'
  button.addEventListener('click', () => dialog.close())
  return button
}

function whenClosed(dialog: HTMLDialogElement): Promise<void> {
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve()
      document.dispatchEvent(new CustomEvent('portal:changed'))
    })
  })
}

/** A page of this portal inside a slider, without the menu; it may close its slider with `portal:close`. */
function pageFrame(path: string, slider: Slider): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.className = 'page'
  frame.title = word('frame.loading')
  const address = new URL(path, location.origin)
  address.searchParams.set('IFRAME', 'Y')
  address.searchParams.set('IFRAME_TYPE', 'SIDE_SLIDER')
  frame.src = address.pathname + address.search + address.hash
  frame.addEventListener('load', () => {
    const inner = frame.contentWindow
    if (!inner)
      return
    frame.title = inner.document.title
    slider.setTitle(inner.document.title)
    inner.document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && inner.document.querySelector('dialog[open], [popover]:popover-open:not(.toasts)') === null)
        slider.close()
    })
    inner.document.addEventListener('portal:close', () => slider.close())
    inner.focus()
  })
  return frame
}

/** Closes the slider this page stands in. @returns false when it stands in none */
export function closeOwnSlider(): boolean {
  if (window.parent === window)
    return false
  document.dispatchEvent(new CustomEvent('portal:close'))
  return true
}
