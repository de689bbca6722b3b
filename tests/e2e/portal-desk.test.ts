import type { PortalScene } from '../support/portal-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { installFrameApp, startFrameApp } from '../support/frame-app.ts'
import { openPortalScene, readyFrame } from '../support/portal-scene.ts'

let scene: PortalScene
let app: Awaited<ReturnType<typeof startFrameApp>>

const rep = 4
const asRep = { kind: 'user', userId: rep, appId: null } as const

beforeAll(async () => {
  app = await startFrameApp()
  scene = await openPortalScene()
  installFrameApp(scene.portal, app.url)
})
afterAll(async () => {
  await scene.close()
  await app.close()
})

describe.each([['ru', 1280], ['en', 420]] as const)('goods on a deal card in %s at %i px', (language, width) => {
  it('are added and taken away, and the amount follows', async () => {
    const deal = scene.portal.crm.add(2, { title: 'Terrace', assignedById: rep }, asRep)
    const page = await scene.logIn(rep, { language, width })
    await page.goto(`${scene.url}/crm/deal/details/${deal.id}/`)
    const form = page.locator('[data-add-product]')
    await form.locator('[name="productName"]').fill('<b>Window</b>')
    await form.locator('[name="price"]').fill('1500.50')
    await form.locator('[name="quantity"]').fill('2')
    await form.getByRole('button').click()
    await page.locator('tbody', { hasText: '<b>Window</b>' }).waitFor()
    expect(scene.portal.crm.get(2, deal.id)?.opportunity).toBe(3001)
    await page.locator('[data-remove-product]').click()
    await expect.poll(() => scene.portal.crm.get(2, deal.id)?.opportunity).toBe(0)
    await page.locator('[data-remove-product]').waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })
})

describe('the list', () => {
  it('sorts by a column, once more the other way, and keeps the order through a filter', async () => {
    for (const opportunity of [300, 100, 200])
      scene.addLead({ title: `Sorted ${opportunity}`, opportunity, isManualOpportunity: 'Y' })
    const page = await scene.logIn(rep, { language: 'en' })
    const titles = (): Promise<string[]> => page.locator('td.title-cell').allTextContents()
    await page.goto(`${scene.url}/crm/lead/list/?find=Sorted`)
    await page.getByRole('link', { name: 'Amount' }).click()
    await page.locator('th[aria-sort="ascending"]').waitFor()
    expect(await titles()).toEqual(['Sorted 100', 'Sorted 200', 'Sorted 300'])
    await page.getByRole('link', { name: 'Amount' }).click()
    await page.locator('th[aria-sort="descending"]').waitFor()
    expect(await titles()).toEqual(['Sorted 300', 'Sorted 200', 'Sorted 100'])
    await page.locator('input[name="find"]').fill('Sorted 2')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForURL(/find=Sorted\+2/)
    expect([await titles(), page.url()]).toEqual([['Sorted 200'], expect.stringContaining('sort=opportunity')])
  })
})

describe('the messenger', () => {
  it('shows what REST has sent, answers it, and draws a reply that comes meanwhile', async () => {
    const { notifications } = scene.portal.work
    notifications.addMessage({ dialogId: String(rep), authorId: 3, text: 'How is lead 7?', attach: null, isSystem: false })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/online/?IM_DIALOG=3`)
    await page.getByText('How is lead 7?').waitFor()
    await page.getByRole('textbox', { name: 'Сообщение' }).fill('Звоню <сейчас>')
    await page.getByRole('button', { name: 'Отправить' }).click()
    await page.locator('.message.mine', { hasText: 'Звоню <сейчас>' }).waitFor()
    expect(notifications.messages('3').at(-1)).toMatchObject({ authorId: rep, text: 'Звоню <сейчас>' })
    notifications.addMessage({ dialogId: String(rep), authorId: 3, text: 'Good.', attach: null, isSystem: false })
    await page.getByText('Good.').waitFor()
    const other = await scene.logIn(5)
    await other.goto(`${scene.url}/online/?IM_DIALOG=3`)
    expect(await other.getByText('How is lead 7?').count()).toBe(0)
    expect((await other.goto(`${scene.url}/online/?IM_DIALOG=chat9`))?.status()).toBe(404)
  })

  it('opens over the page when a frame asks for it', async () => {
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/list/`)
    await page.getByRole('link', { name: 'Вкладка /home' }).click()
    const frame = await readyFrame(page, `${app.url}/home`)
    await frame.evaluate(() => window.b24.parent.imOpenMessenger(3))
    await page.frameLocator('dialog.slider iframe.page').locator('[data-messages="3"]').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('dialog.slider').waitFor({ state: 'detached' })
  })
})

describe('the bell', () => {
  it('asks to a meeting with two buttons', async () => {
    const { calendar } = scene.portal.work
    const event = calendar.add({ type: 'user', ownerId: 3, name: 'Weekly <review>', description: '', fromAt: Date.now(), toAt: Date.now() + 1, timeZoneFrom: 'UTC', timeZoneTo: 'UTC', isWholeDay: false, sectionId: 4, createdBy: 3, color: '', textColor: '', accessibility: 'busy', importance: 'normal', isPrivate: false, isMeeting: true, attendeeIds: [3, rep], meeting: { notify: true, reinvite: false, allowInvite: false, hideGuests: false }, location: '', remind: [], rrule: null, crm: [] }, { kind: 'system' })
    const page = await scene.logIn(rep, { language: 'en', width: 420 })
    await page.goto(`${scene.url}/crm/lead/list/`)
    await page.getByRole('button', { name: /Notifications/ }).click()
    await page.getByText('Weekly <review>').waitFor()
    await page.getByRole('button', { name: 'Accept' }).click()
    await page.getByText('Приглашение принято').waitFor()
    expect(calendar.answerOf(event, rep)).toBe('Y')
  })
})

it('runs without a script error', () => {
  expect(scene.pageErrors).toEqual([])
})
