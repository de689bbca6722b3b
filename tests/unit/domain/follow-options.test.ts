import { describe, expect, it } from 'vitest'
import { followOptions } from '../../../src/domain/follow-options.ts'

const words = (ru: string) => ({ ru, en: `${ru} en` })
const option = (xmlId: string, ru: string, sort = 10) => ({ xmlId, words: words(ru), sort })
const row = (id: number, xmlId: string | null, value: string, sort = 10) => ({ id, xmlId, value, sort })
const former = new Map([['region', new Set(['Регион', 'Регион en'])], ['budget', new Set(['Бюджет', 'Бюджет en'])]])

describe('options of a native field after a new version', () => {
  it('stay untouched when nothing changed', () => {
    expect(followOptions([row(1, 'region', 'Регион'), row(7, null, 'Своё')], [option('region', 'Регион')], former, 'ru')).toBeNull()
  })

  it('are added behind the old ones, which keep their ids', () => {
    expect(followOptions([row(1, 'region', 'Регион')], [option('region', 'Регион'), option('horizon', 'Срок', 20)], former, 'ru')).toEqual({ list: [{ id: 1, xmlId: 'region', value: 'Регион', sort: 10 }, { xmlId: 'horizon', value: 'Срок', sort: 20 }], added: 1, renamed: 0, retired: 0 })
  })

  it('are renamed when the words were ours, and keep the words an administrator gave them', () => {
    const plan = followOptions([row(1, 'region', 'Регион'), row(2, 'budget', 'Деньги')], [option('region', 'Город'), option('budget', 'Сумма')], former, 'ru')
    expect(plan?.list.map(({ value }) => value)).toEqual(['Город', 'Деньги'])
    expect(plan).toMatchObject({ renamed: 1, retired: 0 })
  })

  it('are retired, never left out: the values of old items stay readable', () => {
    const plan = followOptions([row(1, 'region', 'Регион'), row(2, 'budget', 'Бюджет', 20)], [option('region', 'Регион')], former, 'ru')
    expect(plan?.list).toEqual([{ id: 1, xmlId: 'region', value: 'Регион', sort: 10 }, { id: 2, xmlId: 'budget', value: 'Бюджет (не используется)', sort: 9020 }])
    const again = plan!.list.map(({ id, xmlId, value, sort }) => row(id ?? 0, xmlId, value, sort))
    expect(followOptions(again, [option('region', 'Регион')], former, 'ru')).toBeNull()
  })

  it('come back with their old id when a later version offers them again', () => {
    const plan = followOptions([row(2, 'budget', 'Бюджет (не используется)', 9020)], [option('budget', 'Бюджет')], former, 'ru')
    expect(plan?.list).toEqual([{ id: 2, xmlId: 'budget', value: 'Бюджет', sort: 10 }])
  })

  it('made by hand are nobody\'s business', () => {
    const plan = followOptions([row(7, '9f3c', 'Своё', 5)], [option('region', 'Регион')], former, 'ru')
    expect(plan?.list[0]).toEqual({ id: 7, xmlId: '9f3c', value: 'Своё', sort: 5 })
  })
})
