/** What a key asks for on a desk. */
export type DeskWish = 'play' | 'back' | 'forward' | 'up' | 'down' | 'accept' | 'dispute' | 'keep' | 'undo' | 'pin' | 'help'

/** By the place of the key, so that a Russian layout serves as well. */
const BY_CODE: Readonly<Record<string, DeskWish>> = { Space: 'play', ArrowLeft: 'back', ArrowRight: 'forward', ArrowUp: 'up', ArrowDown: 'down', KeyA: 'accept', KeyD: 'dispute', KeyK: 'keep', KeyU: 'undo', KeyP: 'pin' }

/** Keys with their wishes as the help shows them. */
export const KEYS_SHOWN: readonly (readonly [string, DeskWish])[] = [['␣', 'play'], ['←', 'back'], ['→', 'forward'], ['↑', 'up'], ['↓', 'down'], ['A', 'accept'], ['D', 'dispute'], ['K', 'keep'], ['P', 'pin'], ['U', 'undo'], ['?', 'help']]

/** Reads a key; null for one that is none of ours, or that is meant for a field, a button or a dialog. */
export function wishOf(event: Pick<KeyboardEvent, 'code' | 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'defaultPrevented' | 'target'>): DeskWish | null {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented)
    return null
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest('input:not([type="range"]), textarea, select, dialog'))
    return null
  if (event.key === '?')
    return 'help'
  const wish = BY_CODE[event.code] ?? null
  return wish === 'play' && target?.closest('button, a, summary') ? null : wish
}
