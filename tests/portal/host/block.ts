import type { Html } from './html.ts'
import { createHash } from 'node:crypto'
import { html } from './html.ts'

/** Short fingerprint of a text: the browser keeps a part of the page whose fingerprint has not changed. */
export function fingerprint(text: string): string {
  return createHash('sha1').update(text).digest('base64url').slice(0, 12)
}

/**
 * A part of the page that is replaced only when it has changed, so frames and players beside it stay alive.
 * Parts stand directly inside an element with `data-blocks`.
 */
export function block(key: string, content: Html, className = ''): Html {
  return html`<div class="${className}" data-block="${key}" data-print="${fingerprint(content.text)}">${content}</div>`
}
