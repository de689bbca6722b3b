import type { CrmItem } from '../portal/crm/crm-item.ts'
import type { Desk, SpineScene } from '../support/spine-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clickTimelineAction } from '../portal/work/click-timeline-action.ts'
import { fieldFrame, openSpineScene, openTab, PATIENCE_MS, staff, verdictButton } from '../support/spine-scene.ts'

let scene: SpineScene
let desk: Desk

beforeAll(async () => {
  scene = await openSpineScene()
  desk = await scene.logIn(staff.rep)
})
afterAll(() => scene.close())

const patiently = { timeout: PATIENCE_MS }
const asRep = { kind: 'user', userId: staff.rep, appId: null } as const

const native = (lead: { id: number }, field: 'VERDICT' | 'CRITERIA' | 'WARMTH' | 'REASON') => expect.poll(() => scene.nativeOf(lead.id, field), patiently)
const history = (lead: { id: number }) => scene.store.feedback.ofItem(1, { entityTypeId: 1, itemId: lead.id })

/** Why clicks in the lead's timeline were refused, newest first. */
async function refusedClicks(lead: { id: number }): Promise<unknown[]> {
  const { rows } = await scene.store.audit.list(1, { action: 'click.refused' }, { limit: 100 })
  return rows.filter(row => row.subject === `lead:${lead.id}`).map(row => row.detail.reason)
}

/** A lead converted without a verdict, its record asking for one. */
async function askedLead(): Promise<CrmItem> {
  const lead = scene.addLead()
  scene.running.portal.crm.convertLead(lead.id, { contact: false, company: false, deal: true }, asRep)
  await expect.poll(() => scene.recordsOf(lead.id).length, patiently).toBe(1)
  return lead
}

describe('the card\'s edit mode', () => {
  it('puts the answer into the card\'s form, says so, saves nothing before the card is saved, and is adopted after it', async () => {
    const { page, hands } = desk
    const lead = scene.addLead()
    await page.goto(scene.cardUrl(lead))
    await page.locator('[data-edit-section="main"]').click()
    const form = page.locator('[data-section="main"][data-mode="edit"]')
    await form.waitFor()
    const field = fieldFrame(page)
    await expect.poll(() => verdictButton(field, 'spam').isEnabled(), patiently).toBe(true)
    hands.start()
    await verdictButton(field, 'spam').click()
    await field.getByRole('button', { name: /Подрядчик/ }).click()
    await field.getByText('сохранится с карточкой').waitFor()
    expect(hands.count()).toBe(2)
    expect(await history(lead)).toEqual([])
    await form.getByRole('button', { name: 'Сохранить' }).click()
    await native(lead, 'REASON').toEqual(['spam.contractor'])
    expect(await history(lead)).toMatchObject([{ label: 'spam', reason: 'contractor', authorId: staff.rep, complete: true }])
  })

  it('gives complete feedback through the native fields alone when our server is away', async () => {
    const { page } = await scene.logIn(staff.rep)
    await page.route(`${scene.appUrl}/**`, route => route.abort())
    const lead = scene.addLead()
    await page.goto(scene.cardUrl(lead))
    await page.locator('[data-edit-section="main"]').click()
    const form = page.locator('[data-section="main"][data-mode="edit"]')
    await form.getByLabel('Обратная связь для маркетинга').selectOption({ label: '✅ Качественный' })
    await form.getByRole('checkbox', { name: 'Всё подходит' }).check()
    await form.getByLabel('Теплота').selectOption({ label: '❄️ Холодный' })
    await form.getByRole('button', { name: 'Сохранить' }).click()
    await expect.poll(() => history(lead), patiently).toMatchObject([{ label: 'qualified', warmth: 'cold', complete: true, route: 'native', authorId: staff.rep }])
    await page.close()
  })
})

describe('a new card', () => {
  it('takes the answer along when it is saved', async () => {
    const { page, hands } = desk
    await page.goto(scene.cardUrl({ id: 0 }))
    const field = fieldFrame(page)
    await expect.poll(() => verdictButton(field, 'off_target').isEnabled(), patiently).toBe(true)
    hands.start()
    await verdictButton(field, 'off_target').click()
    await field.getByRole('button', { name: /Другой товар/ }).click()
    await field.getByText('сохранится с карточкой').waitFor()
    expect(hands.count()).toBe(2)
    await page.getByRole('textbox', { name: 'Название', exact: true }).fill('Звонок с выставки')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await page.waitForURL(/details\/[1-9]\d*\//)
    const id = Number(/details\/(\d+)/.exec(page.url())?.[1])
    await native({ id }, 'REASON').toEqual(['off_target.other_product'])
    expect(await history({ id })).toMatchObject([{ label: 'off_target', authorId: staff.rep }])
  })
})

describe('the record in the timeline', () => {
  it('opens the form by its button; the verdict given there releases the deal and closes the record', async () => {
    const { page } = desk
    const lead = await askedLead()
    await scene.openCard(page, lead)
    await page.getByRole('button', { name: 'Дать вердикт' }).click()
    const form = page.frameLocator('dialog.slider iframe')
    await form.getByText(/Сделка ждёт/).waitFor()
    await verdictButton(form, 'qualified').click()
    await form.getByRole('button', { name: 'Всё подходит' }).click()
    await form.getByRole('button', { name: /Горячий/ }).click()
    await native(lead, 'WARMTH').toEqual(['hot'])
    expect(await history(lead)).toMatchObject([{ route: 'timeline', authorId: staff.rep }])
    const deal = scene.dealsOf(lead.id)[0]
    await scene.waitForStage(2, deal?.id ?? 0, stageId => stageId === 'NEW')
    await page.keyboard.press('Escape')
    await page.getByText('Вердикт получен').waitFor()
  })

  it('gives the verdict by a link, one click', async () => {
    const { page, hands } = desk
    const lead = await askedLead()
    await scene.openCard(page, lead)
    const link = page.getByRole('button', { name: /Другой регион/ })
    await link.waitFor()
    hands.start()
    await link.click()
    await native(lead, 'REASON').toEqual(['off_target.other_region'])
    expect(hands.count()).toBe(1)
    expect(await history(lead)).toMatchObject([{ label: 'off_target', route: 'timeline', authorId: staff.rep }])
    await page.getByText('Вердикт получен').waitFor()
  })

  it('a click whose event proves nobody gives no verdict: the record stays open, the refusal is on record', async () => {
    const { page } = desk
    const lead = await askedLead()
    scene.running.portal.knobs.set('clickEventWithTokens', false)
    await scene.openCard(page, lead)
    await page.getByRole('button', { name: /Другой регион/ }).click()
    await expect.poll(() => refusedClicks(lead), patiently).toEqual(['nobody was proven'])
    scene.running.portal.knobs.set('clickEventWithTokens', true)
    expect(await history(lead)).toEqual([])
    await page.getByRole('button', { name: 'Дать вердикт' }).waitFor()
  })
})

describe('somebody else\'s lead', () => {
  it('put into the frame of the field shows nothing but a sentence, and leaves an audit row', async () => {
    const { page } = await scene.logIn(staff.otherRep)
    const [own, foreign] = [scene.addLead({ assignedById: staff.otherRep }), scene.addLead({ title: 'Чужой' })]
    await page.route('**/_host/frames', route => route.continue({ postData: (route.request().postData() ?? '').replaceAll(`"${own.id}"`, `"${foreign.id}"`) }))
    await page.goto(scene.cardUrl(own))
    const field = fieldFrame(page)
    await field.getByRole('alert').waitFor()
    expect(await field.getByRole('alert').textContent()).toContain('Этот элемент вам недоступен.')
    expect(await verdictButton(field, 'qualified').count()).toBe(0)
    const audit = await scene.store.audit.list(1, { actorId: staff.otherRep, action: 'item.denied' }, { limit: 10 })
    expect(audit.rows.map(row => row.subject)).toContain(`item:1:${foreign.id}`)
    await page.close()
    scene.forgive(/403 \(Forbidden\) \S*\/api\/items\/1\/\d+/)
  })

  it('is not judged through its timeline by somebody who may not', async () => {
    const lead = await askedLead()
    const { portal } = scene.running
    const [record] = scene.recordsOf(lead.id)
    const actionId = /"id":"([^"]*other_region[^"]*)"/.exec(JSON.stringify(record?.layout))?.[1] ?? ''
    expect(clickTimelineAction(portal, record?.id ?? 0, actionId, staff.otherRep)).toBe(true)
    await scene.settle()
    expect(await history(lead)).toEqual([])
    expect(scene.nativeOf(lead.id, 'VERDICT')).toEqual([])
  })
})

describe('the tab of a deal', () => {
  it('shows the lead it came from, read-only', async () => {
    const { page } = desk
    const lead = await askedLead()
    const [deal] = scene.dealsOf(lead.id)
    await page.goto(scene.cardUrl({ entityTypeId: 2, id: deal?.id ?? 0 }))
    const tab = await openTab(page)
    await tab.getByText(/Вердикт даётся в карточке лида/).waitFor()
    expect(await verdictButton(tab, 'qualified').count()).toBe(0)
  })
})

it('leaves no script error, no external request and no violation of the portal\'s contract', async () => {
  await scene.settle()
  expect(scene.faults()).toEqual([])
})
