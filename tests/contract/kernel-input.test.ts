import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeParams, parseBracketText } from '../portal/http/bracket-params.ts'
import { parseBody } from '../portal/http/read-body.ts'

describe('bracket keys', () => {
  it.each([
    ['a=1&b=two+words', { a: '1', b: 'two words' }],
    ['filter[%40id][]=1&filter[@id][]=2', { filter: { '@id': ['1', '2'] } }],
    ['select[0]=id&select[1]=title', { select: ['id', 'title'] }],
    ['filter[0][0][%21%3Dname]=&filter[0][logic]=OR&filter[stageId]=NEW', { filter: { 0: { 0: { '!=name': '' }, logic: 'OR' }, stageId: 'NEW' } }],
    ['fields[PHONE][n0][VALUE]=%2B7', { fields: { PHONE: { n0: { VALUE: '+7' } } } }],
    ['filter%5B%3E%3Did%5D=5', { filter: { '>=id': '5' } }],
    ['a[5]=x', { a: { 5: 'x' } }],
    ['a=1&a=2', { a: '2' }],
    ['empty=&none', { empty: '', none: '' }],
    ['broken=%E0%A4%A', { broken: '%E0%A4%A' }],
    ['', {}],
  ])('reads %s as PHP does', (text, params) => {
    expect(parseBracketText(text)).toEqual(params)
  })

  it('does not read an unclosed bracket as nesting', () => {
    expect(parseBracketText('filter[>=id]=5')).toEqual({ 'filter_>': 'id]=5' })
  })

  it('never lets a key reach the prototype of an object', () => {
    parseBracketText('__proto__[polluted]=1&a[__proto__][polluted]=1&constructor[prototype][polluted]=1')
    mergeParams({}, JSON.parse('{"__proto__":{"polluted":1}}') as Record<string, unknown>)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('reads any text without a fault and keeps plain pairs', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (key, value) => {
      const parsed = parseBracketText(`${encodeURIComponent(`k${key.replaceAll(/[[\]]/g, '')}`)}=${encodeURIComponent(value)}`)
      expect(Object.values(parsed)).toEqual([value])
    }))
    fc.assert(fc.property(fc.string(), (text) => {
      expect(typeof parseBracketText(text)).toBe('object')
    }))
  })

  it('lets a body key win over the same query key', () => {
    expect(mergeParams({ id: '1', start: '50' }, { id: 2 })).toEqual({ id: 2, start: '50' })
  })
})

describe('bodies', () => {
  const body = (text: string, type?: string): Promise<Record<string, unknown>> => parseBody(Buffer.from(text), type)

  it('keeps the types of JSON', async () => {
    expect(await body('{"id":5,"on":true,"list":[1],"none":null}', 'application/json')).toEqual({ id: 5, on: true, list: [1], none: null })
  })

  it('reads a body without a type as a form', async () => {
    expect(await body('a[b]=1')).toEqual({ a: { b: '1' } })
  })

  it('reads multipart fields with brackets', async () => {
    const form = '--x\r\nContent-Disposition: form-data; name="fields[TITLE]"\r\n\r\nHello\r\n--x--\r\n'
    expect(await body(form, 'multipart/form-data; boundary=x')).toEqual({ fields: { TITLE: 'Hello' } })
  })

  it.each(['{bad', '"text"', '17', 'null', `${'['.repeat(500)}${']'.repeat(500)}`])('refuses the JSON body %s with INVALID_REQUEST', async (text) => {
    await expect(body(text, 'application/json')).rejects.toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
  })

  it('refuses a malformed multipart body with INVALID_REQUEST', async () => {
    await expect(body('nonsense', 'multipart/form-data; boundary=x')).rejects.toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
  })
})
