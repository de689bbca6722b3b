import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { restFlag, restId, restInstant, restInstantOrNull, restInt, restList, restMap, restOptionIds, restText } from '../../../src/contracts/rest/rest-scalars.schema.ts'

describe('scalars of REST answers', () => {
  it.each([[7, 7], ['7', 7], [' 7 ', 7], ['-3', -3]])('an integer may be text: %j', (value, expected) => {
    expect(restInt.parse(value)).toBe(expected)
  })

  it.each([['7.5'], [''], [null], ['seven'], [1.5]])('no integer is made of %j', (value) => {
    expect(restInt.safeParse(value).success).toBe(false)
  })

  it.each([[5, 5], ['5', 5], [0, null], ['0', null], ['', null], [null, null], [undefined, null], [false, null]])('an id is a number or nothing: %j', (value, expected) => {
    expect(restId.parse(value)).toBe(expected)
  })

  it.each([['-1'], ['abc'], [{}], [1.5]])('no id is made of %j', (value) => {
    expect(restId.safeParse(value).success).toBe(false)
  })

  it.each([['a', 'a'], [' a ', 'a'], [4, '4'], ['', null], [null, null], [false, null], [[], null], [{}, null]])('text from %j', (value, expected) => {
    expect(restText.parse(value)).toBe(expected)
  })

  it.each([['Y', true], [true, true], [1, true], ['1', true], ['N', false], [0, false], ['', false], [null, false], [undefined, false]])('a flag from %j', (value, expected) => {
    expect(restFlag.parse(value)).toBe(expected)
  })

  it('reads points in time with any offset', () => {
    expect(restInstant.parse('2024-07-22T18:00:08+02:00')).toBe(Date.parse('2024-07-22T16:00:08Z'))
    expect(restInstant.safeParse('yesterday').success).toBe(false)
    expect([null, '', 'x', undefined].map(value => restInstantOrNull.parse(value))).toEqual([null, null, null, null])
  })

  it.each([[[1, 2], [1, 2]], [{ 0: 1, 2: 3 }, [1, 3]], [[], []], [{}, []], [null, []], [false, []], [undefined, []]])('a list from %j', (value, expected) => {
    expect(restList(restInt).parse(value)).toEqual(expected)
  })

  it('takes [] for an empty map', () => {
    expect(restMap(z.string()).parse([])).toEqual({})
    expect(restMap(z.string()).parse({ a: 'b' })).toEqual({ a: 'b' })
  })

  it.each([[81, ['81']], ['81', ['81']], [['79', 81], ['79', '81']], [null, []], ['', []], [0, []], ['0', []], [[], []], [false, []], [{ 0: 5 }, ['5']], [undefined, []]])('option ids from %j', (value, expected) => {
    expect(restOptionIds.parse(value)).toEqual(expected)
  })
})
