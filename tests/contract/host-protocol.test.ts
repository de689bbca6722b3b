import { describe, expect, it } from 'vitest'
import { formatFrameReply, frameName, hiddenValue, parseFrameMessage } from '../portal/host/client/frame-protocol.ts'
import { resolveOpenPath } from '../portal/host/client/open-path.ts'

describe('frame messages', () => {
  it.each([
    ['getInitData:K:S', { command: 'getInitData', params: undefined }],
    ['resizeWindow:{"width":"100%","height":912}:K:S', { command: 'resizeWindow', params: { width: '100%', height: 912 } }],
    ['setTitle:{"title":"a:b:c"}:K:S', { command: 'setTitle', params: { title: 'a:b:c' } }],
    ['setValue:"{\\"v\\":\\"x:y\\"}":K:S', { command: 'setValue', params: '{"v":"x:y"}' }],
    ['setValue:plain text:K:S', { command: 'setValue', params: 'plain text' }],
    ['reloadData:{"isRawValue":false}:K:S', { command: 'reloadData', params: { isRawValue: false } }],
  ])('reads %s: first token is the command, the last two are key and sid', (text, expected) => {
    expect(parseFrameMessage(text)).toEqual({ ...expected, callbackKey: 'K', appSid: 'S' })
  })

  it('reads a command whose name holds a colon from an object', () => {
    expect(parseFrameMessage({ method: 'ns:do', params: { a: 1 }, callback: 'K', appSid: 'S', requestId: 'r' }))
      .toEqual({ command: 'ns:do', params: { a: 1 }, callbackKey: 'K', appSid: 'S' })
  })

  it.each([[''], ['hello'], ['a:b'], [':K:S'], [null], [42], [{ method: 'x' }], [{ method: 'x', callback: 1, appSid: 'S' }]])('takes %j for no command', (data) => {
    expect(parseFrameMessage(data)).toBeNull()
  })

  it('answers with the key and JSON, and with a bare key when there is nothing to say', () => {
    expect(formatFrameReply('K', { a: ':' })).toBe('K:{"a":":"}')
    expect(formatFrameReply('K', null)).toBe('K:null')
    expect(formatFrameReply('K')).toBe('K:')
  })

  it('names a frame by host, protocol and sid', () => {
    expect(frameName('http://127.0.0.1:8080', 'sid')).toBe('127.0.0.1:8080|0|sid')
    expect(frameName('https://acme.example', 'sid')).toBe('acme.example|1|sid')
  })

  it('keeps texts as they are in the hidden input and writes the rest as JSON', () => {
    expect([hiddenValue('да'), hiddenValue({ a: 1 }), hiddenValue(5), hiddenValue(null)]).toEqual(['да', '{"a":1}', '5', ''])
  })
})

describe('openPath', () => {
  const origin = 'http://127.0.0.1:8080'

  it.each([
    ['/crm/type/0/details/0/../../../../../crm/lead/details/7/?IFRAME=Y', '/crm/lead/details/7/?IFRAME=Y', 1640],
    ['/company/personal/user/0/groups/create/../../../../../../crm/deal/details/1/', '/crm/deal/details/1/', 1200],
    ['/crm/company/requisite/0/../../../../marketplace/view/app/', '/marketplace/view/app/', 950],
    ['/workgroups/group/0/card/../../../../company/personal/user/4/', '/company/personal/user/4/', 900],
    ['/crm/deal/../../crm/contact/details/3/', '/crm/contact/details/3/', null],
  ])('resolves the prefix of %s and reads the width from it', (path, expected, widthPx) => {
    expect(resolveOpenPath(path, origin)).toEqual({ path: expected, widthPx })
  })

  it.each([['/rest/app.info'], ['//evil.example/crm/lead/details/1/'], ['https://evil.example/crm/lead/'], ['/crm/lead/../../_knobs/page/'], [undefined], [12]])('refuses %j', (path) => {
    expect(resolveOpenPath(path, origin)).toEqual({ errorCode: 'PATH_NOT_AVAILABLE' })
  })
})
