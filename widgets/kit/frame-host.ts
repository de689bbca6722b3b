/**
 * The portal's side of our frame, spoken to in its own protocol, in a fiftieth of the SDK's size: the SDK brings an HTTP client and a
 * calendar to every page and uses neither here. The frame knows its host from `window.name` = `DOMAIN|PROTOCOL|APP_SID`; messages
 * are strings `command[:params]:key:sid` outwards and `key:json` inwards.
 * @see https://github.com/bitrix24/b24jssdk (packages/jssdk/src/frame), the vendor's own side of this protocol
 */
export interface FrameHost {
  /** `https://acme.bitrix24.ru`; empty outside a portal. */
  origin: string
  /** Says something and expects nothing: some commands are never answered. `params` JSON text. */
  tell: (command: string, params?: string) => void
  /** Asks; what is no object counts as an empty one. Rejects with FrameSilentError after `timeoutMs`, or at once outside a portal. */
  ask: (command: string, params?: string) => Promise<Record<string, unknown>>
}

/** The page stands outside a portal (`frame_outside`), or the portal around it keeps silent (`frame_silent`). */
export class FrameSilentError extends Error {
  readonly code: 'frame_outside' | 'frame_silent'
  constructor(code: 'frame_outside' | 'frame_silent') {
    super(code)
    this.code = code
  }
}

/** @param timeoutMs how long the host may keep silent before the page says so */
export function connectHost(view: Window, timeoutMs: number): FrameHost {
  const host = hostOf(view)
  const waiting = new Map<string, (payload: unknown) => void>()
  view.addEventListener('message', ({ source, origin, data }) => {
    if (source !== view.parent || origin !== host?.origin || typeof data !== 'string')
      return
    const colon = data.indexOf(':')
    const answer = waiting.get(data.slice(0, colon))
    if (!answer)
      return
    waiting.delete(data.slice(0, colon))
    const json = data.slice(colon + 1)
    answer(json === '' ? null : JSON.parse(json))
  })

  function post(command: string, params?: string): string {
    const key = crypto.randomUUID()
    if (host)
      view.parent.postMessage([command, params, key, host.sid].filter(part => part !== undefined).join(':'), host.origin)
    return key
  }

  return {
    origin: host?.origin ?? '',
    tell: (command, params) => { post(command, params) },
    ask: (command, params) => new Promise((resolve, reject) => {
      if (!host)
        return reject(new FrameSilentError('frame_outside'))
      const key = post(command, params)
      const timer = setTimeout(() => {
        waiting.delete(key)
        reject(new FrameSilentError('frame_silent'))
      }, timeoutMs)
      waiting.set(key, (payload) => {
        clearTimeout(timer)
        resolve(isRecord(payload) ? payload : {})
      })
    }),
  }
}

function hostOf(view: Window): { origin: string, sid: string } | null {
  const [domain, protocol, sid] = view.name.split('|')
  if (!domain || !sid || view.parent === view)
    return null
  return { origin: `${protocol === '1' ? 'https' : 'http'}://${domain.replace(protocol === '1' ? /:443$/ : /:80$/, '')}`, sid }
}

/** The placement's options; some portals send them as JSON text instead of an object. */
export function placementOptionsOf(raw: unknown): Record<string, unknown> {
  if (typeof raw !== 'string')
    return isRecord(raw) ? raw : {}
  try {
    const parsed: unknown = JSON.parse(raw)
    return isRecord(parsed) ? parsed : {}
  }
  catch {
    // Unreadable options are the same as none: the page then says that it was opened without a lead.
    return {}
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
