/**
 * What is run inside every page before anything of it: notes, in ms since the navigation, when the desk could first be used (a verdict
 * in focus with what can be done about it, painted), and for each key how long until the next review stood there and until sound came.
 */
export const deskWatch = `(() => {
  const seen = window.deskTimes = { usable: null, next: [], playing: [] }
  const focus = () => document.querySelector('[data-focus]')
  const isWhole = () => focus()?.querySelector('.sides') && focus().querySelector('.focus__buttons button, .review__form button')
  const painted = work => requestAnimationFrame(() => setTimeout(work))
  let pressed = null
  const look = () => {
    if (!isWhole()) return
    if (seen.usable === null) { seen.usable = 0; painted(() => { seen.usable = performance.now() }) }
    if (pressed && focus().dataset.focus !== pressed.from) {
      const { at } = pressed
      pressed = null
      painted(() => seen.next.push(performance.now() - at))
    }
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
  addEventListener('keydown', event => {
    if (event.code === 'KeyA') pressed = { at: performance.now(), from: focus()?.dataset.focus }
    if (event.code === 'Space') {
      const at = performance.now()
      const audio = focus()?.querySelector('[data-player]:not([inert]) audio')
      audio?.addEventListener('playing', () => seen.playing.push(performance.now() - at), { once: true })
    }
  }, true)
})()`

/** What the watch has noted. */
export interface DeskTimes { usable: number | null, next: number[], playing: number[] }
