import { describe, expect, it } from 'vitest'
import { decodeCardValue, encodeCardValue } from '../../../src/domain/card-value.ts'
import { fieldPlace } from '../../../widgets/feedback-field/field-place.ts'
import { fieldSentences } from '../../../widgets/feedback-field/field-words.ts'
import en from '../../../widgets/kit/words.en.json'
import ru from '../../../widgets/kit/words.ru.json'

const content = { label: 'spam' as const, answers: {}, prefilled: [], warmth: null, reason: 'ads', comment: null }

describe('the place of the field in the card', () => {
  it('view mode of a saved lead writes at once', () => {
    expect(fieldPlace({ MODE: 'view', ENTITY_ID: 'CRM_LEAD', ENTITY_VALUE_ID: '4812', VALUE: null })).toEqual({ entityTypeId: 1, itemId: 4812, savesWithCard: false, value: null })
  })
  it('edit mode and a new card save with the card', () => {
    expect(fieldPlace({ MODE: 'edit', ENTITY_ID: 'CRM_LEAD', ENTITY_VALUE_ID: '4812' }).savesWithCard).toBe(true)
    expect(fieldPlace({ MODE: 'view', ENTITY_ID: 'CRM_LEAD', ENTITY_VALUE_ID: '0' })).toMatchObject({ itemId: 0, savesWithCard: true })
  })
  it('a deal is told by its entity', () => {
    expect(fieldPlace({ ENTITY_ID: 'CRM_DEAL', ENTITY_VALUE_ID: 7 }).entityTypeId).toBe(2)
  })
  it.each([[{}], [{ ENTITY_VALUE_ID: 'x' }], [{ ENTITY_VALUE_ID: '-3' }], [{ ENTITY_DATA: 'broken' }]])('broken options %j name no item', (options) => {
    expect(fieldPlace(options).itemId).toBe(0)
  })
  it('an answer already in the form is shown again', () => {
    expect(fieldPlace({ MODE: 'edit', VALUE: encodeCardValue({ key: 'k', content }) }).value).toEqual({ key: 'k', content })
  })
})

describe('the text that is saved with the card', () => {
  it('comes back as it was written', () => {
    expect(decodeCardValue(encodeCardValue({ key: 'k1', content }))).toEqual({ key: 'k1', content })
  })
  it.each(['', 'hello', '{}', '[]', 'null', '{"v":1}', '{"v":2,"key":"a","label":"spam"}', '{"v":1,"key":"a","label":"best"}', `{"v":1,"key":"a","label":"spam","comment":"${'x'.repeat(5000)}"}`])('a foreign text %s is no answer', (text) => {
    expect(decodeCardValue(text)).toBeNull()
  })
  it('drops answers that are not answers', () => {
    expect(decodeCardValue('{"v":1,"key":"a","label":"qualified","answers":{"a":"met","b":"perhaps"},"prefilled":[1,"a"]}')?.content).toMatchObject({ answers: { a: 'met' }, prefilled: ['a'] })
  })
})

describe('words', () => {
  const keys = (tree: object, prefix = ''): string[] => Object.entries(tree).flatMap(([key, value]) => typeof value === 'object' ? keys(value, `${prefix}${key}.`) : [`${prefix}${key}`])
  it('the field says everything in both languages', () => {
    expect(Object.keys(fieldSentences.ru)).toEqual(Object.keys(fieldSentences.en))
  })
  it('the pages share the same sorted keys in both languages', () => {
    expect(keys(ru)).toEqual(keys(en))
    expect(keys(en)).toEqual([...keys(en)].sort())
  })
})
