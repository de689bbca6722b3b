import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const widgets = fileURLToPath(new URL('../../../widgets', import.meta.url))
const pages = readdirSync(widgets, { withFileTypes: true }).filter(entry => entry.isDirectory() && readdirSync(join(widgets, entry.name)).includes('words.en.json')).map(entry => entry.name)

interface Tree { [key: string]: string | Tree }
const read = (page: string, language: string): Tree => JSON.parse(readFileSync(join(widgets, page, `words.${language}.json`), 'utf8')) as Tree
const flat = (tree: Tree, prefix = ''): Record<string, string> => Object.assign({}, ...Object.entries(tree).map(([key, value]) => typeof value === 'string' ? { [prefix + key]: value } : flat(value, `${prefix}${key}.`))) as Record<string, string>
const slots = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

/** Keys a page asks for: whole ones, and the fixed beginning of those that end in a code. */
function keysAsked(page: string): { whole: string[], beginnings: string[] } {
  const source = readdirSync(join(widgets, page)).filter(file => /\.(?:vue|ts)$/.test(file)).map(file => readFileSync(join(widgets, page, file), 'utf8')).join('\n')
  const literals = [...source.matchAll(/'([a-z]+(?:\.[a-z_]+)+)'/g)].map(match => match[1] ?? '')
  const known = new Set([...pages].flatMap(other => Object.keys(flat(read(other, 'en'))).map(key => key.split('.')[0])))
  return {
    whole: literals.filter(literal => known.has(literal.split('.')[0])),
    beginnings: [...source.matchAll(/\bt\(`([a-z_.]+\.)\$\{/g)].map(match => match[1] ?? ''),
  }
}

describe.each(pages)('the words of %s', (page) => {
  it('has the same keys, sorted, in both languages', () => {
    const [en, ru] = [Object.keys(flat(read(page, 'en'))), Object.keys(flat(read(page, 'ru')))]
    expect(ru).toEqual(en)
    expect(en).toEqual([...en].sort())
  })

  it('fills the same places in both languages and leaves no sentence empty', () => {
    const [en, ru] = [flat(read(page, 'en')), flat(read(page, 'ru'))]
    for (const key of Object.keys(en)) {
      expect(en[key]?.trim(), key).not.toBe('')
      expect(ru[key]?.trim(), key).not.toBe('')
      expect(slots(ru[key] ?? ''), key).toEqual(slots(en[key] ?? ''))
    }
  })

  it('knows every key that its page asks for', () => {
    const known = Object.keys({ ...flat(read('kit', 'en')), ...flat(read(page, 'en')) })
    const { whole, beginnings } = keysAsked(page)
    expect(whole.filter(key => !known.includes(key))).toEqual([])
    expect(beginnings.filter(beginning => !known.some(key => key.startsWith(beginning)))).toEqual([])
  })
})
