import { connectHost, placementOptionsOf } from '../kit/frame-host.ts'

/** What the card field needs of the portal around it, and no more. */
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

/** @param timeoutMs how long the host may keep silent before the page says so */
export function connectFrame(view: Window, timeoutMs: number): FrameClient {
  const { ask, tell } = connectHost(view, timeoutMs)
  return {
    async open() {
      const data = await ask('getInitData')
      return {
        accessToken: String(data.AUTH_ID ?? ''),
        memberId: String(data.MEMBER_ID ?? ''),
        language: String(data.LANG ?? 'en'),
        placementOptions: placementOptionsOf(data.PLACEMENT_OPTIONS),
      }
    },
    refresh: async () => String((await ask('refreshAuth')).AUTH_ID ?? ''),
    setValue: value => tell('setValue', JSON.stringify(value)),
    resize: height => tell('resizeWindow', JSON.stringify({ width: '100%', height })),
    reloadCard: () => tell('reloadData', '{}'),
    openPage: options => tell('openApplication', JSON.stringify(options)),
  }
}
