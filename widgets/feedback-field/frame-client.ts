/**
 * The smallest client of Bitrix24's frame protocol: what the card field needs and no more, in a fiftieth of the SDK's size.
 * The frame knows its host from `window.name` = `DOMAIN|PROTOCOL|APP_SID`; messages are strings
 * `command[:params]:key:sid` outwards and `key:json` inwards.
 * @see https://github.com/bitrix24/b24jssdk (packages/jssdk/src/frame), the vendor's own side of this protocol
 */
export interface FrameClient {
  /** Access token and portal id of the person who looks. Rejects after `timeoutMs` when the host says nothing. */
  open: () => Promise<FrameOpening>
  /** Fresh access token after the old one expired. */
  refresh: () => Promise<string>
  /** Writes the field's value into the card's form; reaches the database when the card is saved. */
  setValue: (value: string) => void
  /** Tells the host how tall the page is, in CSS pixels. */
  resize: (height: number) => void
  /** Asks the host to re-read the card. */
  reloadCard: () => void
  /** Opens one of our pages in a slider over the card; `options` become its PLACEMENT_OPTIONS. */
  openPage: (options: Record<string, string>) => void
}

/** What the host tells at the start. */
export interface FrameOpening {
  accessToken: string
  memberId: string
  language: string
  placementOptions: Record<string, unknown>
}

/** The page stands outside a portal (`frame_outside`), or the portal around it keeps silent (`frame_silent`). */
export class FrameSilentError extends Error {
  readonly code: 'frame_outside' | 'frame_silent'
  constructor(code: 'frame_outside' | 'frame_silent') {
    super(code)
    this.code = code
  }
}

interface Host { origin: string, sid: string, send: (message: string) => void, listen: (heard: (data: unknown, origin: string) => void) => void }

function hostOf(view: Window): Host | null {
  const [domain, protocol, sid] = view.name.split('|')
  if (!domain || !sid || view.parent === view)
    return null
  const origin = `${protocol === '1' ? 'https' : 'http'}://${domain.replace(protocol === '1' ? /:443$/ : /:80$/, '')}`
  return {
    origin,
    sid,
    send: message => view.parent.postMessage(message, origin),
    listen: heard => view.addEventListener('message', (event) => {
      if (event.source === view.parent)
        heard(event.data, event.origin)
    }),
  }
}

/** @param timeoutMs how long the host may keep silent before the page says so */
export function connectFrame(view: Window, timeoutMs: number): FrameClient {
  const host = hostOf(view)
  const waiting = new Map<string, (payload: unknown) => void>()
  host?.listen((data, origin) => {
    if (origin !== host.origin || typeof data !== 'string')
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
    host?.send([command, params, key, host.sid].filter(part => part !== undefined).join(':'))
    return key
  }

  function ask(command: string, params?: string): Promise<Record<string, unknown>> {
    return new Promise((resolve, reject) => {
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
    })
  }

  return {
    async open() {
      const data = await ask('getInitData')
      return {
        accessToken: String(data.AUTH_ID ?? ''),
        memberId: String(data.MEMBER_ID ?? ''),
        language: String(data.LANG ?? 'en'),
        placementOptions: optionsOf(data.PLACEMENT_OPTIONS),
      }
    },
    refresh: async () => String((await ask('refreshAuth')).AUTH_ID ?? ''),
    setValue: (value) => { post('setValue', JSON.stringify(value)) },
    resize: (height) => { post('resizeWindow', JSON.stringify({ width: '100%', height })) },
    reloadCard: () => { post('reloadData', '{}') },
    openPage: (options) => { post('openApplication', JSON.stringify(options)) },
  }
}

/** Some portals send the options as JSON text instead of an object. */
function optionsOf(raw: unknown): Record<string, unknown> {
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
