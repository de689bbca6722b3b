import { describe, expect, it } from 'vitest'
import { unfoldForm } from '../../../handlers/unfold-form.ts'

/** Nested objects have no prototype; copies of them do, and compare by content. */
const unfold = (body: string): unknown => JSON.parse(JSON.stringify(unfoldForm(body)))

describe('the form of an event', () => {
  it.each([
    ['encoded brackets', 'event=A&data%5BFIELDS%5D%5BID%5D=5'],
    ['plain brackets', 'event=A&data[FIELDS][ID]=5'],
    ['another order of keys', 'data[FIELDS][ID]=5&event=A'],
  ])('is unfolded with %s', (_name, body) => {
    expect(unfold(body)).toEqual({ event: 'A', data: { FIELDS: { ID: '5' } } })
  })

  it('is decoded as a browser encodes it', () => {
    expect(unfold('a=%D0%B4%D0%B0+%D0%B4%D0%B0&b=1%2B1')).toEqual({ a: 'да да', b: '1+1' })
  })

  it('keeps the first of two values of a name, and leaves out what contradicts it', () => {
    expect(unfold('a=1&a=2&a[x]=3&b[x]=1&b=2')).toEqual({ a: '1', b: { x: '1' } })
  })

  it('reaches no prototype', () => {
    const form = unfoldForm('__proto__[polluted]=1&constructor[prototype][polluted]=1&data[__proto__][polluted]=1')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect(Object.getPrototypeOf(form)).toBeNull()
  })

  it('ends at two hundred fields and five levels', () => {
    const many = Array.from({ length: 300 }, (_, index) => `f${index}=1`).join('&')
    expect(Object.keys(unfoldForm(many))).toHaveLength(200)
    expect(unfold('a[b][c][d][e]=1&x[1][2][3][4][5]=1')).toEqual({ a: { b: { c: { d: { e: '1' } } } } })
  })

  it('is empty for no body', () => {
    expect(unfold('')).toEqual({})
  })
})
