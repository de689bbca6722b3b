import type { Browser, BrowserContext, BrowserContextOptions, Frame, FrameLocator, Locator, Page } from 'playwright-core'
import type { Demo, StartDemoOptions } from '../demo/start-demo.ts'
import type { CrmItem, EntityTypeId } from '../portal/crm/crm-item.ts'
import type { Activity } from '../portal/work/activities.ts'
import { startDemo } from '../demo/start-demo.ts'
import { DEAL, LEAD } from '../portal/crm/crm-item.ts'
import { defaultStaff } from '../portal/people/default-staff.ts'
import { openBrowser } from './open-browser.ts'

/** Who looks: the roles that the installation gives to the people every portal starts with. */
export const staff = { admin: defaultStaff.admin, owner: defaultStaff.owner, rop: defaultStaff.headOfSales, rep: defaultStaff.reps[0], otherRep: defaultStaff.reps[1], cmo: defaultStaff.headOfMarketing, marketer: defaultStaff.marketers[0] } as const

/** How a window looks. */
export interface Look { width?: number, height?: number, language?: 'ru' | 'en', touch?: boolean }

/** Real clicks, taps and keys of a person since the last `start`. */
export interface Hands {
  start: () => void
  count: () => number
}

/** A window of one person, its hands counted. */
export interface Desk { page: Page, hands: Hands }

/** Our native list fields, by the end of their name. */
export type NativeField = 'VERDICT' | 'CRITERIA' | 'WARMTH' | 'REASON'

/** Whose card; a lead's unless said otherwise. Id 0 is a card that was never saved. */
export interface CardRef { entityTypeId?: EntityTypeId, id: number }

/** Portal, app and browser: the demo that a newcomer starts, with few leads. */
export interface SpineScene extends Demo {
  browser: Browser
  /** What went wrong in any window so far: script errors, console errors, requests that leave this machine. */
  troubles: string[]
  logIn: (userId: number, look?: Look) => Promise<Desk>
  /** A lead of the first rep with a rouble amount; raises its event. */
  addLead: (fields?: Record<string, unknown>) => CrmItem
  /** Opens a card and waits until the page watches it. */
  openCard: (page: Page, item: CardRef) => Promise<void>
  cardUrl: (item: CardRef) => string
  /** Opens the kanban of leads and waits until it is watched. */
  openKanban: (page: Page) => Promise<void>
  /** Our own page in the portal's left menu; `page` e.g. `ledger`. */
  openHome: (page: Page) => Promise<FrameLocator>
  /** Waits until an item stands in a stage. @throws Error naming where it stands instead */
  waitForStage: (entityTypeId: EntityTypeId, itemId: number, isThere: (stageId: string) => boolean) => Promise<void>
  /** Code of the native verdict of a lead, `qualified` etc.; empty when there is none. */
  nativeOf: (leadId: number, field: NativeField) => string[]
  /** Our records in the lead's timeline. */
  recordsOf: (leadId: number) => Activity[]
  /** Texts of what the bell showed a person about an item, newest first. */
  noticesOf: (userId: number, about: string) => string[]
  /** Troubles and contract violations so far; a spotless walk leaves none. */
  faults: () => unknown[]
  /** Takes away the troubles a test has caused on purpose. @throws Error when there were none */
  forgive: (expected: RegExp) => void
  /** The deals that came from a lead. */
  dealsOf: (leadId: number) => CrmItem[]
  /** Until neither events nor corrections are on their way. */
  settle: () => Promise<void>
}

const asAdmin = { kind: 'user', userId: staff.admin, appId: null } as const

/** How long the slowest step of a walk may take on a loaded machine. */
export const PATIENCE_MS = 30_000

/** An installation alone uses up what a portal allows at once; with this a scene need not wait for the rest. */
const ROOMY_BUDGET = { B24_REQUEST_BURST: '500' }

/** Starts all three; close with `close()`. */
export async function openSpineScene(options: Partial<StartDemoOptions> & { browserFlags?: readonly string[] } = {}): Promise<SpineScene> {
  const { browserFlags, ...demoOptions } = options
  const [demo, browser] = await Promise.all([startDemo({ leads: 40, env: ROOMY_BUDGET, ...demoOptions }), openBrowser('auto', browserFlags)])
  const { portal } = demo.running
  const troubles: string[] = []
  const contexts: BrowserContext[] = []
  /** A page of the portal looks for changes every two seconds, and compares with what its first look saw. */
  async function open(page: Page, path: string): Promise<void> {
    const firstLook = page.waitForResponse(/_host\/pulse/)
    await page.goto(demo.portalUrl + path)
    await firstLook
  }

  return {
    ...demo,
    browser,
    troubles,
    async logIn(userId, look = {}) {
      const context = await browser.newContext(contextOptions(look))
      contexts.push(context)
      await context.addCookies([
        { name: 'portal_user', value: String(userId), url: demo.portalUrl },
        { name: 'portal_language', value: look.language ?? 'ru', url: demo.portalUrl },
      ])
      const hands = await countHands(context)
      const page = await context.newPage()
      page.setDefaultTimeout(PATIENCE_MS)
      noteTroubles(page, [demo.portalUrl, demo.appUrl], troubles)
      return { page, hands }
    },
    addLead: (fields = {}) => portal.crm.add(LEAD, { title: 'Окна на веранду', name: 'Ирина', lastName: 'Лесная', assignedById: staff.rep, opportunity: 240_000, currencyId: 'RUB', ...fields }, asAdmin),
    cardUrl: item => demo.portalUrl + cardPath(item),
    openCard: (page, item) => open(page, cardPath(item)),
    openKanban: page => open(page, '/crm/lead/kanban/'),
    async openHome(page) {
      await page.goto(`${demo.portalUrl}/marketplace/app/${demo.appId}/`)
      return page.frameLocator('iframe')
    },
    async waitForStage(entityTypeId, itemId, isThere) {
      const deadlineAt = Date.now() + PATIENCE_MS
      while (!isThere(String(portal.crm.get(entityTypeId, itemId)?.stageId))) {
        if (Date.now() > deadlineAt)
          throw new Error(`Item ${entityTypeId}/${itemId} still stands in ${String(portal.crm.get(entityTypeId, itemId)?.stageId)}`)
        await new Promise(resolve => setTimeout(resolve, 50))
      }
    },
    nativeOf(leadId, field) {
      const chosen = [portal.crm.get(LEAD, leadId)?.[`UF_CRM_PT_${field}`]].flat().map(Number)
      const options = portal.crm.userFields(LEAD).find(one => one.fieldName === `UF_CRM_PT_${field}`)?.options ?? []
      return options.filter(option => chosen.includes(option.id)).map(option => option.xmlId)
    },
    recordsOf: leadId => portal.work.activities.ofOwner({ entityTypeId: LEAD, entityId: leadId }).filter(activity => activity.layout),
    noticesOf: (userId, about) => portal.work.notifications.of(userId).map(notice => notice.text).filter(text => text.includes(about)),
    faults: () => [...troubles, ...portal.violations.list()],
    forgive(expected) {
      const others = troubles.filter(trouble => !expected.test(trouble))
      if (others.length === troubles.length)
        throw new Error(`No trouble fits ${String(expected)}: ${troubles.join('; ')}`)
      troubles.splice(0, troubles.length, ...others)
    },
    dealsOf: leadId => portal.crm.list(DEAL, { filter: { '=leadId': leadId }, order: { id: 'ASC' } }, asAdmin).items,
    async settle() {
      for (let round = 0; round < 2; round += 1) {
        await portal.events.idle()
        await demo.app.idle()
      }
    },
    async close() {
      await Promise.all(contexts.map(context => context.close()))
      await browser.close()
      await demo.close()
    },
  }
}

function cardPath({ entityTypeId = LEAD, id }: CardRef): string {
  return `/crm/${entityTypeId === DEAL ? 'deal' : 'lead'}/details/${id}/`
}

function contextOptions({ width = 1280, height = 900, touch = false }: Look): BrowserContextOptions {
  return { viewport: { width, height }, locale: 'ru-RU', timezoneId: 'Europe/Moscow', reducedMotion: 'reduce', ...(touch && { hasTouch: true }) }
}

/** Counts what a hand does in every document of a window, frames included; scripts' own clicks do not count. */
async function countHands(context: BrowserContext): Promise<Hands> {
  let total = 0
  let from = 0
  await context.exposeBinding('countHand', () => {
    total += 1
  })
  await context.addInitScript(`for (const kind of ['pointerdown', 'keydown'])
    window.addEventListener(kind, event => { if (event.isTrusted && !event.repeat) window.countHand() }, true)`)
  return {
    start: () => {
      from = total
    },
    count: () => total - from,
  }
}

function noteTroubles(page: Page, home: readonly string[], troubles: string[]): void {
  page.on('pageerror', error => troubles.push(`script: ${error.message}`))
  // A page of ours opened directly is asked for an icon; in a frame it never is.
  page.on('console', message => message.type() === 'error' && !message.location().url.endsWith('/favicon.ico') && troubles.push(`console: ${message.text()} ${message.location().url}`))
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    const address = request.url()
    if (/^(?:https?|wss?):/.test(address) && !home.some(origin => address.startsWith(origin)))
      troubles.push(`external request: ${address}`)
  })
}

/** The card field's frame inside a card: the one that stands in a section. */
export function fieldFrame(page: Page): FrameLocator {
  return page.frameLocator('[data-section] iframe')
}

/** Our tab of the card, opened by its button. */
export async function openTab(page: Page): Promise<FrameLocator> {
  await page.getByRole('tab', { name: /Обратная связь|Feedback/ }).click()
  return page.frameLocator('[role="tabpanel"]:not([hidden]) .app-page iframe')
}

/** A verdict's button in the field or the tab, by its label. */
export function verdictButton(frame: FrameLocator, label: 'qualified' | 'off_target' | 'spam'): Locator {
  return frame.getByRole('button', { name: { qualified: /^(?:Качественный|Qualified)/, off_target: /^(?:Не по|Off target)/, spam: /^(?:Фейк|Fake)/ }[label] })
}

/** Frames that come from our server, the host's own pages left out. */
export function ownFrames(page: Page, appUrl: string): Frame[] {
  return page.frames().filter(frame => frame.url().startsWith(appUrl))
}
