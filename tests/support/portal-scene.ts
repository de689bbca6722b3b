import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import type { CrmItem } from '../portal/crm/crm-item.ts'
import type { RunningPortal, StartPortalOptions } from '../portal/start-portal.ts'
import { startPortal } from '../portal/start-portal.ts'
import { openBrowser } from './open-browser.ts'

/** A portal and a browser in front of it. */
export interface PortalScene extends RunningPortal {
  browser: Browser
  /** A fresh window of a logged-in employee; errors of its scripts are collected. */
  logIn: (userId: number, look?: { width?: number, height?: number, language?: 'ru' | 'en' }) => Promise<Page>
  /** What went wrong in any window so far. */
  pageErrors: string[]
  addLead: (fields?: Record<string, unknown>) => CrmItem
}

/** Starts both; close with `close()`. */
export async function openPortalScene(options: StartPortalOptions = {}): Promise<PortalScene> {
  const [running, browser] = await Promise.all([startPortal(options), openBrowser()])
  const pageErrors: string[] = []
  const contexts: BrowserContext[] = []
  return {
    ...running,
    browser,
    pageErrors,
    async logIn(userId, { width = 1280, height = 860, language = 'ru' } = {}) {
      const context = await browser.newContext({ viewport: { width, height } })
      contexts.push(context)
      await context.addCookies([
        { name: 'portal_user', value: String(userId), url: running.url },
        { name: 'portal_language', value: language, url: running.url },
      ])
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      page.on('pageerror', error => pageErrors.push(error.message))
      page.on('dialog', (dialog) => {
        pageErrors.push(`dialog: ${dialog.message()}`)
        void dialog.dismiss()
      })
      return page
    },
    addLead: (fields = {}) => running.portal.crm.add(1, { title: 'Окна для дачи', name: 'Иван', lastName: 'Петров', assignedById: 4, ...fields }, { kind: 'user', userId: 1, appId: null }),
    async close() {
      await Promise.all(contexts.map(context => context.close()))
      await browser.close()
      await running.close()
    },
  }
}

/** The frame of an application whose address begins so, once its script is ready. @throws Error when it never is */
export async function readyFrame(page: Page, address: string): Promise<Frame> {
  const deadlineAt = Date.now() + 10_000
  while (Date.now() < deadlineAt) {
    const frame = page.frames().filter(one => one.url().startsWith(address)).at(-1)
    const state = await frame?.evaluate(() => document.getElementById('state')?.textContent).catch(() => undefined)
    if (frame && state === 'ready')
      return frame
    if (state !== undefined && state !== 'starting')
      throw new Error(`The frame ${address} failed: ${state}`)
    await page.waitForTimeout(50)
  }
  throw new Error(`No ready frame ${address}; frames: ${page.frames().map(one => one.url()).join(', ')}`)
}
