import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { knobTable } from './knob-table.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const page = read('docs/portal.md')

describe('docs/portal.md', () => {
  it('shows every knob with its values, its default and what it does', () => {
    expect(page).toContain(knobTable())
  })

  it('shows every setting that the portal reads from the environment', () => {
    const settings = new Set(read('tests/portal/main.ts').match(/\b(?:PORTAL|DEMO)_[A-Z_]+/g))
    expect([...settings].filter(name => !page.includes(`| \`${name}\` |`))).toEqual([])
  })

  it('shows every address behind which the portal can be turned', () => {
    const paths = ['tests/portal/knobs/routes.ts', 'tests/portal/apps/routes.ts'].flatMap(file => [...read(file).matchAll(/path: '(\/_[^']+)'/g)].map(([, path]) => path))
    expect(paths.filter(path => !page.includes(`\`${path}\``))).toEqual([])
  })
})
