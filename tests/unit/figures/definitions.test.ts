import { describe, expect, it } from 'vitest'
import { FIGURES } from '../../../src/figures/definitions/all-figures.ts'
import { DIMENSIONS } from '../../../src/figures/definitions/dimensions.ts'
import { parseList, titleOf } from '../../../src/figures/query/list-target.ts'

describe('the definitions of figures', () => {
  it('hold every figure of the treaty under its own code, in both languages', () => {
    for (const [code, figure] of Object.entries(FIGURES)) {
      expect(figure.code).toBe(code)
      expect(figure.words.ru).toMatch(/\p{Script=Cyrillic}/u)
      expect(figure.words.en).not.toMatch(/\p{Script=Cyrillic}/u)
      expect(figure.name.ru.length).toBeGreaterThan(0)
    }
    const agreed = ['coverage', 'target_share', 'conversion', 'whole_time', 'step_time', 'handoff_wait', 'accuracy', 'reviews_due', 'marketing_response', 'sales_response', 'ruling_response', 'handoffs', 'hole_rate', 'cpl', 'cost_per_target', 'cac', 'romi', 'drop_off', 'plan_fact', 'agreement']
    expect(Object.keys(FIGURES)).toEqual(expect.arrayContaining(agreed))
  })

  it('say by what the product category is told, with a field and without, and share no code with a figure', () => {
    expect(DIMENSIONS.category.words.ru).toMatch(/поля лида[\s\S]*товарной строки лида с наибольшей суммой[\s\S]*«без категории»/)
    expect(DIMENSIONS.category.words.en).toMatch(/lead field[\s\S]*product row that carries the most money[\s\S]*"no category"/)
    expect(Object.keys(DIMENSIONS).filter(code => code in FIGURES)).toEqual([])
  })

  it('give every ratio a denominator', () => {
    const ratios = Object.values(FIGURES).filter(figure => figure.shape === 'ratio')
    expect(ratios.filter(figure => figure.denominator === null)).toEqual([])
    expect(ratios.length).toBeGreaterThan(8)
  })
})

describe('the name of a list', () => {
  it.each([
    ['items.created.qualified', { of: 'items', event: 'created', count: 'qualified' }, 'lead'],
    ['items.won.won', { of: 'items', event: 'won', count: 'won' }, 'customer'],
    ['steps.reached.2', { of: 'steps', fromStep: 2 }, 'lead'],
    ['steps.stopped.2.3', { of: 'steps', fromStep: 2, toStep: 3 }, 'lead'],
    ['spans.open.3', { of: 'spans', state: 'open', kind: 3 }, 'stay'],
    ['spans.ended.103', { of: 'spans', state: 'ended', kind: 103 }, 'handoff'],
    ['breaches.hole.no_user', { of: 'breaches', fates: ['hole'], route: 'no_user' }, 'breach'],
  ])('%s is read back', (name, target, unit) => {
    const parsed = parseList(name)
    expect(parsed).toEqual(target)
    expect(parsed && titleOf(parsed).unit).toBe(unit)
  })

  it.each(['items.created.passwords', 'items.updated.items', 'items.created.items.x', 'steps.reached.-1', 'spans.open', 'breaches.all', 'breaches.hole.car', 'what'])('%s is nobody\'s list', (name) => {
    expect(parseList(name)).toBeNull()
  })
})
