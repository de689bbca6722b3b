import type { Page } from 'playwright-core'
import type { AppRecord } from '../portal/apps/apps.ts'
import type { FrameApp } from '../support/frame-app.ts'
import type { PortalScene } from '../support/portal-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installFrameApp, startFrameApp } from '../support/frame-app.ts'
import { openPortalScene, readyFrame } from '../support/portal-scene.ts'

let scene: PortalScene
let server: FrameApp
let app: AppRecord
let leadId: number

const admin = 1
const rep = 4
const asAdmin = { kind: 'user', userId: admin, appId: null } as const

beforeAll(async () => {
  server = await startFrameApp()
  scene = await openPortalScene()
  app = installFrameApp(scene.portal, server.url)
  leadId = scene.addLead({ title: 'Лид с меню' }).id
})
afterAll(async () => {
  await scene.close()
  await server.close()
})

async function openCard(userId: number): Promise<Page> {
  const page = await scene.logIn(userId)
  await page.goto(`${scene.url}/crm/lead/details/${leadId}/`)
  return page
}

describe('places of an application', () => {
  it.each([
    ['toolbar menu of the card', '/toolbar', async (page: Page) => {
      await page.goto(`${scene.url}/crm/lead/details/${leadId}/`)
      await page.getByRole('button', { name: 'Действия', exact: true }).click()
      await page.getByRole('button', { name: 'Вкладка /toolbar' }).click()
    }],
    ['row menu of the list', '/row', async (page: Page) => {
      await page.goto(`${scene.url}/crm/lead/list/?find=${encodeURIComponent('с меню')}`)
      await page.getByRole('button', { name: /^Действия: Лид с меню/ }).click()
      await page.getByRole('button', { name: 'Вкладка /row' }).click()
    }],
  ])('opens from the %s with the id of the lead', async (_name, path, open) => {
    const page = await scene.logIn(rep)
    await open(page)
    const frame = await readyFrame(page, server.url + path)
    expect(await frame.evaluate(() => window.b24.placement.options.ID)).toBe(String(leadId))
  })

  it('opens from the left menu, from CRM analytics and from a link with parameters', async () => {
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/list/`)
    await page.getByRole('link', { name: 'Вкладка /home' }).click()
    await readyFrame(page, `${server.url}/home`)
    await page.goto(`${scene.url}/crm/analytics/`)
    await page.getByRole('link', { name: 'Вкладка /kpi' }).click()
    await readyFrame(page, `${server.url}/kpi`)
    await page.goto(`${scene.url}/marketplace/view/frame.app/?params[place]=queue&params[id]=7`)
    const frame = await readyFrame(page, `${server.url}/link`)
    expect(await frame.evaluate(() => [window.b24.placement.placement, window.b24.placement.options.place, window.b24.placement.options.id])).toEqual(['REST_APP_URI', 'queue', '7'])
  })

  it('follows a link of a notification into a slider', async () => {
    scene.portal.work.notifications.add({ userId: rep, authorId: 0, kind: 'system', appId: app.id, text: 'Дайте вердикт: [url=/marketplace/view/frame.app/?params[place]=form]открыть[/url] <script>', textOut: '', tag: '', subTag: '', attach: null })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/list/`)
    await page.getByRole('button', { name: /Уведомления.*1/ }).click()
    await page.getByRole('link', { name: 'открыть' }).click()
    await expect.poll(() => page.frames().some(frame => frame.url().startsWith(`${server.url}/link`))).toBe(true)
  })
})

describe('a record of the application in the timeline', () => {
  it('opens the form by its button, sends an event by its link, and wears a badge on the kanban', async () => {
    const action = (id: string, reason: string): object => ({ type: 'restEvent', id, actionParams: { reason } })
    scene.portal.work.badges.put({ code: 'noVerdict', title: 'Вердикт', value: { ru: 'нет вердикта', en: 'no verdict' }, type: 'warning' })
    scene.portal.apps.addHandler({ appId: app.id, event: 'ONCRMTIMELINEITEMACTION', handler: `${server.url}/event`, authType: 0, offline: false, authConnector: '', minTimeoutSec: 1, createdBy: admin })
    scene.portal.work.activities.add({
      ownerTypeId: 1,
      ownerId: leadId,
      typeId: 6,
      providerId: 'CONFIGURABLE_REST_APP',
      responsibleId: rep,
      appId: app.id,
      badgeCode: 'noVerdict',
      layout: {
        icon: { code: 'task' },
        header: { title: 'Нужен вердикт <b>' },
        body: { logo: { code: 'task' }, blocks: { a: { type: 'link', properties: { text: 'другой регион', action: action('offTarget', 'region') } } } },
        footer: { buttons: { go: { title: 'Дать вердикт', type: 'primary', action: { type: 'openRestApp', actionParams: { place: 'verdict', lead: String(leadId) } } } } },
      },
    }, asAdmin)
    const page = await openCard(rep)
    await page.getByRole('button', { name: 'Дать вердикт' }).click()
    const frame = await readyFrame(page, `${server.url}/app`)
    expect(await frame.evaluate(() => window.b24.placement.options)).toMatchObject({ place: 'verdict', lead: String(leadId) })
    await page.keyboard.press('Escape')
    await page.locator('dialog.slider').getByRole('button', { name: 'Закрыть' }).click({ timeout: 1000 }).catch(() => {})
    await page.getByRole('button', { name: 'другой регион' }).click()
    await expect.poll(() => server.posts.filter(one => one.path === '/event').length).toBe(1)
    const event = server.posts.find(one => one.path === '/event')?.form
    expect([event?.get('data[id]'), event?.get('data[actionParams][reason]'), event?.get('data[userId]')]).toEqual(['offTarget', 'region', String(rep)])
    await page.goto(`${scene.url}/crm/lead/kanban/`)
    expect(await page.locator(`[data-item="${leadId}"]`).getByText('нет вердикта').isVisible()).toBe(true)
  })
})

it('runs without a script error on any page', () => {
  expect(scene.pageErrors).toEqual([])
})
