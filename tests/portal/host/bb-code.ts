import type { Html } from './html.ts'
import { html, raw, safeHref } from './html.ts'

const simpleTags: Record<string, string> = { b: 'b', i: 'i', u: 'u', s: 's' }
const tag = /\[(\/?)([bius]|url|user|br)(?:=([^\]]*))?\]/gi

interface OpenTag {
  name: string
  close: string
}

/**
 * Words of notifications and comments with the portal's tags `[b] [i] [u] [s] [url=...] [user=...] [br]`; everything else
 * is plain text. Tags left open are closed at the end, foreign closing tags stay text.
 */
export function bbCode(text: string): Html {
  let out = ''
  let end = 0
  const open: OpenTag[] = []
  for (const match of text.matchAll(tag)) {
    out += html`${text.slice(end, match.index)}`.text
    end = match.index + match[0].length
    const [, slash, name = '', argument] = match
    out += slash ? closing(open, name.toLowerCase(), match[0]) : opening(open, name.toLowerCase(), argument, text.slice(end))
  }
  out += html`${text.slice(end)}`.text
  return raw(out.replaceAll('\n', '<br>') + open.reverse().map(one => one.close).join(''))
}

function opening(open: OpenTag[], name: string, argument: string | undefined, rest: string): string {
  if (name === 'br')
    return '<br>'
  const [start, close] = tagPair(name, argument, rest)
  open.push({ name, close })
  return start
}

function tagPair(name: string, argument: string | undefined, rest: string): [string, string] {
  if (name === 'url') {
    const address = argument ?? rest.slice(0, Math.max(0, rest.toLowerCase().indexOf('[/url]')))
    return [html`<a href="${safeHref(address)}">`.text, '</a>']
  }
  if (name === 'user')
    return ['<bdi>', '</bdi>']
  const element = simpleTags[name] ?? 'span'
  return [`<${element}>`, `</${element}>`]
}

function closing(open: OpenTag[], name: string, source: string): string {
  if (open.at(-1)?.name !== name)
    return html`${source}`.text
  return open.pop()?.close ?? ''
}
