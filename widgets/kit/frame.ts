import type { B24Frame } from '@bitrix24/b24jssdk'
import { initializeB24Frame } from '@bitrix24/b24jssdk'

/** The portal around our page. The only file of the pages that knows the vendor's SDK. */
export interface PortalFrame {
  accessToken: () => string
  /** Asks the portal for a fresh access token. */
  refresh: () => Promise<string>
  memberId: string
  /** Two letters, e.g. `ru`. */
  language: string
  placement: string
  placementOptions: Record<string, unknown>
  isInstallMode: boolean
  /** Portal origin, e.g. `https://acme.bitrix24.ru`. */
  origin: string
  /** Tells the portal that installation is complete; the portal then reloads the page, so nothing follows. */
  finishInstall: () => void
  /** Opens a page of the portal, e.g. `/crm/lead/details/12/`, in a slider. */
  openPath: (path: string) => void
  /** Opens one of our own pages in a slider. */
  openPage: (options: Record<string, string>) => void
  close: () => void
  resize: (height: number) => void
  reloadCard: () => void
}

/** The page stands outside a portal (`frame_outside`), or the portal around it keeps silent (`frame_silent`). */
export class FrameSilentError extends Error {
  readonly code: 'frame_outside' | 'frame_silent'
  constructor(code: 'frame_outside' | 'frame_silent') {
    super(code)
    this.code = code
  }
}

/** @param timeoutMs the SDK itself waits for ever, so the page gives up after this time and offers to try again */
export async function openFrame(timeoutMs = 10_000): Promise<PortalFrame> {
  if (window.parent === window || !window.name.includes('|'))
    throw new FrameSilentError('frame_outside')
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new FrameSilentError('frame_silent')), timeoutMs)
  })
  try {
    return portalFrame(await Promise.race([initializeB24Frame(), silence]))
  }
  finally {
    clearTimeout(timer)
  }
}

function portalFrame(b24: B24Frame): PortalFrame {
  const auth = b24.auth.getAuthData()
  let accessToken = auth ? auth.access_token : ''
  /** The portal may never answer these; nothing of ours waits for them. */
  const tell = (answer: Promise<unknown>): void => void answer.catch(() => undefined)
  return {
    accessToken: () => accessToken,
    async refresh() {
      accessToken = (await b24.auth.refreshAuth()).access_token
      return accessToken
    },
    memberId: auth ? auth.member_id : '',
    language: b24.getLang(),
    placement: b24.placement.placement,
    placementOptions: optionsOf(b24.placement.options),
    isInstallMode: b24.isInstallMode,
    origin: b24.getTargetOrigin(),
    finishInstall: () => tell(b24.installFinish()),
    openPath: path => tell(b24.slider.openPath(b24.slider.getUrl(path), 1200)),
    openPage: options => tell(b24.slider.openSliderAppPage(options)),
    close: () => tell(b24.parent.closeApplication()),
    // The SDK's resizeWindow takes pixels only; the host understands '100%', which follows the card's own width.
    resize: height => tell(b24.placement.call('resizeWindow', { width: '100%', height })),
    reloadCard: () => tell(b24.placement.call('reloadData')),
  }
}

/** Some portals hand the options over as JSON text. */
function optionsOf(raw: unknown): Record<string, unknown> {
  if (typeof raw === 'string') {
    try {
      return optionsOf(JSON.parse(raw))
    }
    catch {
      // Unreadable options are the same as none.
      return {}
    }
  }
  return typeof raw === 'object' && raw !== null ? { ...raw } : {}
}
