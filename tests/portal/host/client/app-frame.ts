import type { FrameScene } from './frame-scene.ts'
import { word } from './boot.ts'
import { answerCommand } from './frame-commands.ts'
import { formatFrameReply, frameName, parseFrameMessage } from './frame-protocol.ts'
import { send } from './server.ts'

/** The server's answer to "open this frame". */
export interface FrameOpening {
  appId: number
  appSid: string
  origin: string
  action: string
  fields: Record<string, string>
  initData: Record<string, unknown>
  interface: { command: string[], event: string[] }
  title: string
}

/** An application's frame that stands on the page. */
export interface LiveFrame {
  holder: HTMLElement
  iframe: HTMLIFrameElement
  opening: FrameOpening
  scene: FrameScene
  /** Events the frame asked for, with the keys that answers bear. */
  boundEvents: Map<string, string[]>
  /** Origin of the page that spoke last from inside; answers go to it alone. */
  origin: string
  /** Says something to the frame; strings only, to its window. */
  reply: (callbackKey: string, payload?: unknown) => void
  /** Opens the frame anew with the same request. */
  reload: () => Promise<void>
}

const liveFrames = new Set<LiveFrame>()

/** Fills a holder with a frame: asks the portal to open it, then posts a form into it. */
export async function mountFrame(holder: HTMLElement, request: Record<string, unknown>, scene: FrameScene): Promise<void> {
  holder.classList.remove('loaded')
  holder.replaceChildren(note(word('frame.loading')))
  let opening: FrameOpening
  try {
    opening = await send<FrameOpening>('/_host/frames', request)
  }
  catch (error) {
    holder.replaceChildren(note(error instanceof Error ? error.message : word('error.frame')))
    scene.onReady?.(undefined)
    return
  }
  const iframe = document.createElement('iframe')
  iframe.name = frameName(opening.origin, opening.appSid)
  iframe.title = opening.title
  iframe.allow = 'clipboard-write; fullscreen'
  iframe.style.height = `${scene.heightPx}px`
  holder.append(iframe)
  const frame: LiveFrame = {
    holder,
    iframe,
    opening,
    scene,
    boundEvents: new Map(),
    origin: new URL(opening.action).origin,
    reply(key, payload) {
      iframe.contentWindow?.postMessage(formatFrameReply(key, payload), this.origin)
    },
    reload: () => mountFrame(holder, request, scene),
  }
  forgetDetached()
  liveFrames.add(frame)
  iframe.addEventListener('load', () => holder.classList.add('loaded'))
  postInto(iframe, opening)
  scene.onReady?.(frame)
}

function note(text: string): HTMLElement {
  const wait = document.createElement('div')
  wait.className = 'frame-wait'
  wait.textContent = text
  return wait
}

function forgetDetached(): void {
  for (const frame of liveFrames) {
    if (!frame.iframe.isConnected)
      liveFrames.delete(frame)
  }
}

function postInto(iframe: HTMLIFrameElement, opening: FrameOpening): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = opening.action
  form.target = iframe.name
  form.hidden = true
  for (const [name, value] of Object.entries(opening.fields)) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}

/** Hears the frames: a message counts only when it comes from a frame of this page and bears that frame's own sid. */
export function listenToFrames(): void {
  window.addEventListener('message', (event) => {
    const frame = [...liveFrames].find(one => one.iframe.isConnected && one.iframe.contentWindow === event.source)
    const message = parseFrameMessage(event.data)
    if (!frame || message?.appSid !== frame.opening.appSid)
      return
    frame.origin = event.origin === 'null' ? '*' : event.origin
    void answerCommand(frame, message)
  })
}
