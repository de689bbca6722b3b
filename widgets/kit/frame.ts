import { connectHost, placementOptionsOf } from './frame-host.ts'

/** The portal around our page, as every page but the card field needs it. */
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

/** The host chooses the slider's width by what the path begins with; this one is 1200 px. @see b24jssdk, frame/slider */
const SLIDER_BASE = '/company/personal/user/0/groups/create/../../../../../..'

/**
 * Asks the portal who looks and where the page stands.
 * @param timeoutMs a host may keep silent for ever, so the page gives up after this time and offers to try again
 * @throws FrameSilentError outside a portal, or when the portal keeps silent
 */
export async function openFrame(timeoutMs = 10_000, view: Window = window): Promise<PortalFrame> {
  const host = connectHost(view, timeoutMs)
  const data = await host.ask('getInitData')
  let accessToken = String(data.AUTH_ID ?? '')
  const tell = (command: string, params: object = {}): void => host.tell(command, JSON.stringify(params))
  // The first opening after the installation: the portal wants to hear that the page has seen it.
  if (data.FIRST_RUN === true)
    tell('setInstall', { install: true })
  return {
    accessToken: () => accessToken,
    async refresh() {
      accessToken = String((await host.ask('refreshAuth', '{}')).AUTH_ID ?? '')
      return accessToken
    },
    memberId: String(data.MEMBER_ID ?? ''),
    language: String(data.LANG ?? 'en'),
    placement: String(data.PLACEMENT ?? '') || 'DEFAULT',
    placementOptions: placementOptionsOf(data.PLACEMENT_OPTIONS),
    isInstallMode: data.INSTALL === true,
    origin: host.origin,
    finishInstall: () => tell('setInstallFinish'),
    openPath: path => void openPath(path, { host, view }),
    openPage: options => tell('openApplication', options),
    close: () => tell('closeApplication'),
    resize: height => tell('resizeWindow', { width: '100%', height }),
    reloadCard: () => tell('reloadData'),
  }
}

/** A phone has no sliders: there the page opens beside ours. The answer comes when the slider closes, so its silence is no failure. */
async function openPath(path: string, { host, view }: { host: ReturnType<typeof connectHost>, view: Window }): Promise<void> {
  const target = new URL(path, host.origin)
  target.searchParams.set('IFRAME', 'Y')
  target.searchParams.set('IFRAME_TYPE', 'SIDE_SLIDER')
  const answer = await host.ask('openPath', JSON.stringify({ path: SLIDER_BASE + target.pathname + target.search })).catch(() => ({ errorCode: '' }))
  if (answer.errorCode === 'METHOD_NOT_SUPPORTED_ON_DEVICE')
    view.open(new URL(path, host.origin), '_blank')
}
