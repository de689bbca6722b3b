import { describe, expect, it } from 'vitest'
import { redact } from '../../../src/bitrix/redact.ts'

describe('what the log keeps of a call', () => {
  it.each(['auth', 'access_token', 'refresh_token', 'AUTH_ID', 'REFRESH_ID', 'APPLICATION_TOKEN', 'client_secret', 'refreshToken'])('hides %s', (key) => {
    expect(redact({ [key]: 'secret', keep: 1 })).toEqual({ [key]: '[redacted]', keep: 1 })
  })

  it('hides what people have typed and how clients are reached', () => {
    expect(redact({ fields: { title: 'Иван звонил', fm: [{ value: '+7' }], stageId: 'NEW', comments: 'text' }, MESSAGE: 'hi' }))
      .toEqual({ fields: { title: '[redacted]', fm: '[redacted]', stageId: 'NEW', comments: '[redacted]' }, MESSAGE: '[redacted]' })
  })

  it('hides them inside the rows of a batch as well', () => {
    expect(redact({ cmd: { a: 'im.notify.system.add?USER_ID=4&MESSAGE=%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82', b: 'crm.item.update?id=7&fields%5Btitle%5D=x&fields%5BstageId%5D=NEW' } }))
      .toEqual({ cmd: { a: 'im.notify.system.add?USER_ID=4&MESSAGE=[redacted]', b: 'crm.item.update?id=7&fields[title]=[redacted]&fields[stageId]=NEW' } })
  })

  it('cuts tokens out of addresses', () => {
    expect(redact('https://portal/rest/download.json?auth=abc&token=def')).toBe('https://portal/rest/download.json?auth=[redacted]&token=[redacted]')
  })

  it('keeps long lists and texts short', () => {
    const kept = redact({ list: Array.from({ length: 500 }, (_, index) => index), note: 'x'.repeat(1000) }) as { list: number[], note: string }
    expect(kept.list).toHaveLength(60)
    expect(kept.note).toHaveLength(200)
  })
})
