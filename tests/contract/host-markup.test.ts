import { describe, expect, it } from 'vitest'
import { linkParameters } from '../portal/host/apps/app-pages.ts'
import { bbCode } from '../portal/host/bb-code.ts'
import { html, isolated, raw, safeHref, scriptJson } from '../portal/host/html.ts'
import { readRange } from '../portal/host/service/audio-route.ts'
import { localPath } from '../portal/host/service/session-routes.ts'
import { knobWords } from '../portal/host/words/knobs.ts'
import { knobValuesSchema } from '../portal/knobs/knob-values.ts'

describe('markup', () => {
  it('escapes every hole, in content and in attributes', () => {
    expect(html`<a title="${'"><script>'}">${'<b>&\'`'}</a>`.text).toBe('<a title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&amp;&#39;&#96;</a>')
  })

  it('prints nothing for absent values and joins lists', () => {
    expect(html`${null}${undefined}${false}${[1, ' ', html`<i>${2}</i>`]}${raw('<hr>')}`.text).toBe('1 <i>2</i><hr>')
  })

  it('cannot be closed from inside a JSON script', () => {
    const text = scriptJson({ name: '</script><!--\u2028' }).text
    expect(text).not.toMatch(/[<>\u2028]/)
    expect(JSON.parse(text)).toEqual({ name: '</script><!--\u2028' })
  })

  it('isolates words of unknown direction', () => {
    expect(isolated('مرحبا <b>').text).toBe('<bdi>مرحبا &lt;b&gt;</bdi>')
  })

  it.each([['javascript:alert(1)', '#'], [' JAVASCRIPT:x', '#'], ['data:text/html,x', '#'], ['//evil.example', '#'], ['/\\evil', '#'], ['/crm/lead/details/1/', '/crm/lead/details/1/'], ['https://a.example/', 'https://a.example/']])('lets a browser follow %s only when it does not run it', (address, expected) => {
    expect(safeHref(address)).toBe(expected)
  })
})

describe('words with tags', () => {
  it.each([
    ['[b]1[/b] [i]2[/i]', '<b>1</b> <i>2</i>'],
    ['[url=/crm/lead/details/1/]лид[/url]', '<a href="/crm/lead/details/1/">лид</a>'],
    ['[url]https://a.example[/url]', '<a href="https://a.example">https://a.example</a>'],
    ['[url=javascript:alert(1)]x[/url]', '<a href="#">x</a>'],
    ['[user=4]Анна[/user]', '<bdi>Анна</bdi>'],
    ['a[br]b\nc', 'a<br>b<br>c'],
    ['[b]open', '<b>open</b>'],
    ['[/b]stray', '[/b]stray'],
    ['[b][i]x[/b]', '<b><i>x[/b]</i></b>'],
    ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['[url=/a"onclick="x]t[/url]', '<a href="/a&quot;onclick=&quot;x">t</a>'],
  ])('draws %s', (text, expected) => {
    expect(bbCode(text).text).toBe(expected)
  })
})

describe('addresses', () => {
  it('comes back after the log in only to a page of this portal', () => {
    expect(['/crm/lead/list/?a=1', '//evil.example', 'https://evil.example', '/a\r\nSet-Cookie: x', undefined].map(path => localPath(path, '/')))
      .toEqual(['/crm/lead/list/?a=1', '/', '/', '/aSet-Cookie:%20x', '/'])
  })

  it('reads the parameters of an application link as texts', () => {
    expect(linkParameters(new URLSearchParams('params[place]=lead&params[id]=12&IFRAME=Y'))).toEqual({ place: 'lead', id: '12' })
  })

  it.each([
    [undefined, undefined],
    ['bytes=0-9', { start: 0, end: 10 }],
    ['bytes=90-', { start: 90, end: 100 }],
    ['bytes=-10', { start: 90, end: 100 }],
    ['bytes=50-500', { start: 50, end: 100 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-', undefined],
    ['items=0-9', undefined],
  ])('reads the range %s of a file of 100 bytes', (header, expected) => {
    expect(readRange(header, 100)).toEqual(expected)
  })
})

describe('knobs', () => {
  it('has words in two languages for every knob', () => {
    const silent = Object.keys(knobValuesSchema.shape).filter(name => !knobWords[name]?.every(text => text.length > 3))
    expect(silent).toEqual([])
  })
})
