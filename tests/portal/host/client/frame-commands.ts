import type { LiveFrame } from './app-frame.ts'
import type { FrameMessage } from './frame-protocol.ts'
import { openAppSlider } from './app-slider.ts'
import { hiddenValue } from './frame-protocol.ts'
import { openMessenger } from './messenger.ts'
import { resolveOpenPath } from './open-path.ts'
import { selectAccess, selectCrm, selectPeople } from './selectors.ts'
import { read, send } from './server.ts'
import { openSlider } from './slider.ts'

type Params = Record<string, unknown>

/** One command: returns what the frame gets; `silent` when a real portal says nothing. */
type Command = (frame: LiveFrame, params: Params, message: FrameMessage) => unknown

const silent = Symbol('no answer')

const commands: Record<string, Command> = {
  getInitData: frame => frame.opening.initData,
  getInterface: frame => frame.opening.interface,
  setInstall: async (frame, params) => await send('/_host/first-run', { appId: frame.opening.appId, install: params.install === true }),
  setInstallFinish: finishInstall,
  refreshAuth: async (frame) => {
    const fresh = await send<Params>('/_host/frame-auth', { appId: frame.opening.appId })
    Object.assign(frame.opening.initData, fresh)
    return fresh
  },
  resizeWindow: resize,
  setTitle: (frame, params) => {
    frame.scene.setTitle(String(params.title ?? ''))
    return {}
  },
  setScroll: (_frame, params) => {
    window.scrollTo({ top: Number(params.scroll) || 0 })
    return {}
  },
  reloadWindow: () => {
    location.reload()
    return silent
  },
  closeApplication: (frame) => {
    frame.scene.close()
    return silent
  },
  openApplication: async (frame, params) => {
    await openAppSlider(frame.opening.appId, params)
    return {}
  },
  openPath,
  selectUser: (_frame, params) => selectPeople(params.mult === true || params.mult === 'Y'),
  selectUsers: () => selectPeople(true),
  selectAccess: (_frame, params) => selectAccess(Array.isArray(params.value) ? params.value.map(String) : []),
  selectCRM: (_frame, params) => selectCrm(params),
  setAppOption: (frame, params) => send('/_host/app-option', { appId: frame.opening.appId, name: params.name, value: params.value }),
  setUserOption: (frame, params) => send('/_host/user-option', { appId: frame.opening.appId, name: params.name, value: params.value }),
  imOpenMessenger: (_frame, params) => {
    openMessenger(params.dialogId)
    return silent
  },
  imOpenHistory: (_frame, params) => {
    openMessenger(params.dialogId)
    return silent
  },
  imCallTo: () => silent,
  imPhoneTo: () => silent,
  placementBindEvent: bindEvent,
  reloadData: async (frame) => {
    if (!frame.opening.interface.command.includes('reloadData') && !String(frame.opening.initData.PLACEMENT).endsWith('_DETAIL_TAB'))
      return silent
    await frame.scene.reloadData()
    return {}
  },
  setValue,
  getValue: frame => frame.scene.valueInput?.()?.value ?? fieldValue(frame),
}

/** Answers one message of a frame; commands nobody knows are ignored, as the vendor's host does. */
export async function answerCommand(frame: LiveFrame, message: FrameMessage): Promise<void> {
  const command = Object.hasOwn(commands, message.command) ? commands[message.command] : undefined
  if (!command)
    return
  const params = typeof message.params === 'object' && message.params !== null && !Array.isArray(message.params) ? message.params as Params : {}
  let payload: unknown
  try {
    payload = await command(frame, params, message)
  }
  catch {
    // The protocol has no channel for errors: a refused command stays without an answer.
    return
  }
  if (payload !== silent)
    frame.reply(message.callbackKey, payload)
}

async function finishInstall(frame: LiveFrame): Promise<unknown> {
  await send('/_host/install-finish', { appId: frame.opening.appId })
  // The answer is on its way when the application opens anew.
  setTimeout(() => frame.scene.installFinished(), 50)
  return {}
}

function resize(frame: LiveFrame, params: Params): unknown {
  const height = Number.parseInt(String(params.height), 10)
  if (Number.isFinite(height) && height >= 0)
    frame.iframe.style.height = `${Math.min(height, 20_000)}px`
  const width = params.width
  if (typeof width === 'number' && width > 0)
    frame.iframe.style.width = `min(100%, ${width}px)`
  else if (typeof width === 'string' && /^\d+%$/.test(width))
    frame.iframe.style.width = width
  return {}
}

async function openPath(_frame: LiveFrame, params: Params): Promise<unknown> {
  const target = resolveOpenPath(params.path, location.origin)
  if ('errorCode' in target)
    return { result: 'error', errorCode: target.errorCode }
  const { found } = await read<{ found: boolean }>(`/_host/page-exists?path=${encodeURIComponent(target.path)}`)
  if (!found)
    return { result: 'error', errorCode: 'PATH_NOT_AVAILABLE' }
  await openSlider({ title: '', widthPx: target.widthPx, path: target.path }).closed
  return { result: 'close' }
}

function bindEvent(frame: LiveFrame, params: Params, message: FrameMessage): unknown {
  const event = String(params.event ?? '')
  if (!frame.opening.interface.event.includes(event))
    return silent
  frame.boundEvents.set(event, [...frame.boundEvents.get(event) ?? [], message.callbackKey])
  return {}
}

function setValue(frame: LiveFrame, _params: Params, message: FrameMessage): unknown {
  const input = frame.scene.valueInput?.()
  if (!input)
    return silent
  input.value = hiddenValue(unwrapped(message.params))
  input.dispatchEvent(new Event('change', { bubbles: true }))
  return {}
}

/** The vendor's script sends `placement.call('setValue', { value })` as an object with its own marks. */
function unwrapped(params: unknown): unknown {
  if (typeof params === 'object' && params !== null && 'isRawValue' in params && 'value' in params)
    return params.value
  return params
}

function fieldValue(frame: LiveFrame): unknown {
  const options = frame.opening.initData.PLACEMENT_OPTIONS
  return typeof options === 'object' && options !== null ? (options as Params).VALUE ?? null : null
}
