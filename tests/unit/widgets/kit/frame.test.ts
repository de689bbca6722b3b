import { describe, expect, it } from 'vitest'
import { openFrame } from '../../../../widgets/kit/frame.ts'

type Answer = (command: string, params: unknown) => unknown

/** A host that answers with `answer`; `undefined` is silence. `opened` are the windows that were opened. */
function hostWindow(answer: Answer, name = 'acme.bitrix24.ru:443|1|sid9'): { view: Window, heard: unknown[][], opened: string[] } {
  const heard: unknown[][] = []
  const opened: string[] = []
  const listeners: ((event: object) => void)[] = []
  const parent = {
    postMessage(message: string, origin: string) {
      const parts = message.split(':')
      const [command, key, sid] = [parts[0]!, parts.at(-2)!, parts.at(-1)!]
      const params = parts.length > 3 ? JSON.parse(parts.slice(1, -2).join(':')) as unknown : undefined
      heard.push([command, params, sid, origin])
      const payload = answer(command, params)
      if (payload !== undefined)
        queueMicrotask(() => listeners.forEach(hear => hear({ source: parent, origin: 'https://acme.bitrix24.ru', data: `${key}:${payload === null ? '' : JSON.stringify(payload)}` })))
    },
  }
  // The cast: of a window the protocol uses these four alone.
  const view = { name, parent, addEventListener: (_kind: string, hear: (event: object) => void) => listeners.push(hear), open: (address: URL) => opened.push(address.href) } as unknown as Window
  return { view, heard, opened }
}

const initData = { AUTH_ID: 'token-1', MEMBER_ID: 'm1', LANG: 'ru', PLACEMENT: 'CRM_LEAD_DETAIL_TAB', PLACEMENT_OPTIONS: { ID: '12' }, INSTALL: false, FIRST_RUN: false }
const readyHost = (data: object = {}): ReturnType<typeof hostWindow> => hostWindow(command => command === 'getInitData' ? { ...initData, ...data } : {})

describe('a page speaks with the portal around it', () => {
  it('learns who looks and where it stands, and speaks to that portal alone', async () => {
    const { view, heard } = readyHost()
    const frame = await openFrame(1000, view)
    expect({ token: frame.accessToken(), ...frame }).toMatchObject({ token: 'token-1', memberId: 'm1', language: 'ru', placement: 'CRM_LEAD_DETAIL_TAB', placementOptions: { ID: '12' }, isInstallMode: false, origin: 'https://acme.bitrix24.ru' })
    expect(heard).toEqual([['getInitData', undefined, 'sid9', 'https://acme.bitrix24.ru']])
  })

  it('reads options that arrive as text, and unreadable ones as none', async () => {
    expect((await openFrame(1000, readyHost({ PLACEMENT_OPTIONS: '{"ID":"7"}' }).view)).placementOptions).toEqual({ ID: '7' })
    expect((await openFrame(1000, readyHost({ PLACEMENT_OPTIONS: 'nonsense' }).view)).placementOptions).toEqual({})
  })

  it('tells the portal that the first opening has happened', async () => {
    const { view, heard } = readyHost({ FIRST_RUN: true, INSTALL: true })
    const frame = await openFrame(1000, view)
    frame.finishInstall()
    expect(frame.isInstallMode).toBe(true)
    expect(heard.slice(1).map(([command, params]) => [command, params])).toEqual([['setInstall', { install: true }], ['setInstallFinish', {}]])
  })

  it('keeps the fresh token of a renewal', async () => {
    const { view } = hostWindow(command => command === 'refreshAuth' ? { AUTH_ID: 'token-2' } : initData)
    const frame = await openFrame(1000, view)
    expect(await frame.refresh()).toBe('token-2')
    expect(frame.accessToken()).toBe('token-2')
  })

  it('opens a card in a slider of twelve hundred pixels', async () => {
    const { view, heard } = readyHost()
    const frame = await openFrame(1000, view)
    frame.openPath('/crm/lead/details/12/')
    expect(heard.at(-1)!.slice(0, 2)).toEqual(['openPath', { path: '/company/personal/user/0/groups/create/../../../../../../crm/lead/details/12/?IFRAME=Y&IFRAME_TYPE=SIDE_SLIDER' }])
  })

  it('opens a card beside itself on a device without sliders', async () => {
    const { view, opened } = hostWindow(command => command === 'openPath' ? { result: 'error', errorCode: 'METHOD_NOT_SUPPORTED_ON_DEVICE' } : initData)
    const frame = await openFrame(1000, view)
    frame.openPath('/crm/lead/details/12/')
    await expect.poll(() => opened).toEqual(['https://acme.bitrix24.ru/crm/lead/details/12/'])
  })

  it('follows the width of the card and takes its own height', async () => {
    const { view, heard } = readyHost()
    const frame = await openFrame(1000, view)
    frame.resize(480)
    expect(heard.at(-1)!.slice(0, 2)).toEqual(['resizeWindow', { width: '100%', height: 480 }])
  })

  it('says that it stands outside a portal, or that the portal keeps silent', async () => {
    await expect(openFrame(1000, hostWindow(() => initData, '').view)).rejects.toMatchObject({ code: 'frame_outside' })
    await expect(openFrame(5, hostWindow(() => undefined).view)).rejects.toMatchObject({ code: 'frame_silent' })
  })
})
