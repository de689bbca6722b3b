import type { FrameLocator } from 'playwright-core'
import type { CrmItem } from '../portal/crm/crm-item.ts'
import type { Desk, SpineScene } from '../support/spine-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldFrame, openSpineScene, openTab, PATIENCE_MS, staff, verdictButton } from '../support/spine-scene.ts'

let scene: SpineScene
let desk: Desk

let ahead = 0

/** Time goes by in the portal and on our server. */
function pass(ms: number): void {
  ahead += ms
  scene.running.portal.clock.shift(ms)
}

beforeAll(async () => {
  scene = await openSpineScene({ now: () => Date.now() + ahead })
  desk = await scene.logIn(staff.rep)
})
afterAll(() => scene.close())

const patiently = { timeout: PATIENCE_MS }

/** A fresh lead with its field ready to be used. */
async function freshField(fields: Record<string, unknown> = {}): Promise<{ lead: CrmItem, field: FrameLocator }> {
  const lead = scene.addLead(fields)
  await desk.page.goto(scene.cardUrl(lead))
  const field = fieldFrame(desk.page)
  await expect.poll(() => verdictButton(field, 'qualified').isEnabled(), patiently).toBe(true)
  return { lead, field }
}

/** The same in the tab of the card. */
async function freshTab(): Promise<{ lead: CrmItem, tab: FrameLocator }> {
  const lead = scene.addLead()
  await desk.page.goto(scene.cardUrl(lead))
  const tab = await openTab(desk.page)
  await expect.poll(() => verdictButton(tab, 'qualified').isEnabled(), patiently).toBe(true)
  return { lead, tab }
}

const saved = (lead: CrmItem, field: 'VERDICT' | 'CRITERIA' | 'WARMTH' | 'REASON') => expect.poll(() => scene.nativeOf(lead.id, field), patiently)

describe('with the mouse, in the field of the card', () => {
  it.each([['off_target', 'Другой регион', 'off_target.other_region'], ['spam', 'Ошиблись номером', 'spam.wrong_number']] as const)('%s takes two clicks', async (label, reason, code) => {
    const { lead, field } = await freshField()
    desk.hands.start()
    await verdictButton(field, label).click()
    await field.getByRole('button', { name: reason }).click()
    await saved(lead, 'REASON').toEqual([code])
    expect(scene.nativeOf(lead.id, 'VERDICT')).toEqual([label])
    expect(desk.hands.count()).toBe(2)
  })

  it('qualified takes three clicks', async () => {
    const { lead, field } = await freshField()
    desk.hands.start()
    await verdictButton(field, 'qualified').click()
    await field.getByRole('button', { name: /Всё подходит/ }).click()
    await field.getByRole('button', { name: /Тёплый/ }).click()
    await saved(lead, 'WARMTH').toEqual(['warm'])
    expect(scene.nativeOf(lead.id, 'CRITERIA')).toContain('all_met')
    expect(desk.hands.count()).toBe(3)
  })

  it('qualified can be answered criterion by criterion; one that is not met closes the way and says what to choose', async () => {
    const { lead, field } = await freshField()
    await verdictButton(field, 'qualified').click()
    for (const name of ['Потребность', 'Регион', 'Бюджет'])
      await field.getByRole('button', { name: new RegExp(`^${name}`) }).click()
    expect(await field.getByRole('button', { name: /Горячий/ }).isDisabled()).toBe(true)
    const horizon = field.getByRole('button', { name: /^Срок/ })
    await horizon.click()
    await horizon.click()
    await field.getByRole('alert').getByText(/Выберите «Не по ЦА»/).waitFor()
    expect(await field.getByRole('button', { name: /Горячий/ }).isDisabled()).toBe(true)
    await horizon.click()
    await horizon.click()
    await field.getByRole('button', { name: /Горячий/ }).click()
    await saved(lead, 'WARMTH').toEqual(['hot'])
  })

  it('"other" asks for words and keeps them', async () => {
    const { lead, field } = await freshField()
    await verdictButton(field, 'off_target').click()
    await field.getByRole('button', { name: /^Другое/ }).click()
    const words = field.getByRole('textbox', { name: 'Своими словами' })
    expect(await words.evaluate(input => input === document.activeElement)).toBe(true)
    expect(await field.getByRole('button', { name: 'Сохранить' }).isDisabled()).toBe(true)
    await words.fill('Ищет окна в аренду')
    await words.press('Enter')
    await saved(lead, 'REASON').toEqual(['off_target.other'])
    await field.getByText('Ищет окна в аренду').waitFor()
  })

  it('a verdict is changed by a new one, and both stay in the history', async () => {
    const { lead, field } = await freshField()
    await verdictButton(field, 'spam').click()
    await field.getByRole('button', { name: /Бот/ }).click()
    await saved(lead, 'VERDICT').toEqual(['spam'])
    await field.getByRole('button', { name: 'изменить' }).click()
    await verdictButton(field, 'off_target').click()
    await field.getByRole('button', { name: /Студент/ }).click()
    await saved(lead, 'REASON').toEqual(['off_target.student'])
    expect((await scene.store.feedback.ofItem(1, { entityTypeId: 1, itemId: lead.id })).map(entry => entry.label)).toEqual(['spam', 'off_target'])
  })

  it('"back" leaves without saving anything', async () => {
    const { lead, field } = await freshField()
    await verdictButton(field, 'spam').click()
    await field.getByRole('button', { name: 'назад' }).click()
    expect(await field.getByRole('group').count()).toBe(1)
    expect(await scene.store.feedback.ofItem(1, { entityTypeId: 1, itemId: lead.id })).toEqual([])
  })

  it('"still trying" starts the deadline anew and is no verdict', async () => {
    const { lead, field } = await freshField()
    await field.getByRole('button', { name: /ещё дозваниваюсь, 0 из 5/ }).click()
    await field.getByText('отмечено').waitFor()
    expect((await scene.store.feedback.ofItem(1, { entityTypeId: 1, itemId: lead.id })).map(entry => entry.kind)).toEqual(['still_trying'])
    expect(scene.nativeOf(lead.id, 'VERDICT')).toEqual([])
  })
})

describe('with the keyboard, in the field of the card', () => {
  it.each([['off_target', ['2', '1'], 'off_target.student'], ['spam', ['3', '2'], 'spam.contractor']] as const)('%s takes two keys', async (label, keys, code) => {
    const { lead, field } = await freshField()
    await verdictButton(field, 'qualified').focus()
    desk.hands.start()
    for (const key of keys)
      await desk.page.keyboard.press(key)
    await saved(lead, 'REASON').toEqual([code])
    expect(scene.nativeOf(lead.id, 'VERDICT')).toEqual([label])
    expect(desk.hands.count()).toBe(2)
  })

  it('qualified takes three keys', async () => {
    const { lead, field } = await freshField()
    await verdictButton(field, 'qualified').focus()
    desk.hands.start()
    for (const key of ['1', 'Enter', '1'])
      await desk.page.keyboard.press(key)
    await saved(lead, 'WARMTH').toEqual(['hot'])
    expect(desk.hands.count()).toBe(3)
  })

  it('escape goes back, and the hand finds the focus where it was', async () => {
    const { field } = await freshField()
    await verdictButton(field, 'qualified').focus()
    for (const key of ['3', 'Escape'])
      await desk.page.keyboard.press(key)
    expect(await verdictButton(field, 'spam').getAttribute('aria-pressed')).toBe('false')
    await desk.page.keyboard.press('2')
    expect(await verdictButton(field, 'off_target').getAttribute('aria-pressed')).toBe('true')
  })
})

describe('in the tab of the card', () => {
  it('off target takes two clicks', async () => {
    const { lead, tab } = await freshTab()
    desk.hands.start()
    await verdictButton(tab, 'off_target').click()
    await tab.getByRole('button', { name: 'Другой товар' }).click()
    await saved(lead, 'REASON').toEqual(['off_target.other_product'])
    expect(desk.hands.count()).toBe(2)
  })

  it('qualified takes three clicks and enters the thread', async () => {
    const { lead, tab } = await freshTab()
    desk.hands.start()
    await verdictButton(tab, 'qualified').click()
    await tab.getByRole('button', { name: 'Всё подходит' }).click()
    await tab.getByRole('button', { name: /Холодный/ }).click()
    await saved(lead, 'WARMTH').toEqual(['cold'])
    expect(desk.hands.count()).toBe(3)
    await tab.locator('.thread__entry--verdict').getByText('4 из 4 критериев').waitFor()
  })

  it('the field of the same card shows what the tab has saved', async () => {
    const { lead, tab } = await freshTab()
    await verdictButton(tab, 'spam').click()
    await tab.getByRole('button', { name: 'Ошиблись номером' }).click()
    await saved(lead, 'VERDICT').toEqual(['spam'])
    await desk.page.getByRole('tab', { name: 'Общие' }).click()
    await fieldFrame(desk.page).getByText('Ошиблись номером').waitFor()
  })
})

describe('a rep who is still trying to reach the client', () => {
  const HOUR = 3_600_000
  const stillTrying = /ещё дозваниваюсь/i
  const dueAt = async (field: FrameLocator): Promise<number> => Date.parse(await field.locator('time').getAttribute('datetime') ?? '')
  const callThem = (lead: CrmItem): void => {
    for (let call = 0; call < 5; call += 1)
      scene.running.portal.work.calls.make({ userId: staff.rep, phoneNumber: '79990001122', durationSec: 0, owner: { entityTypeId: 1, entityId: lead.id } }, { kind: 'user', userId: staff.rep, appId: null })
  }

  /** The deadline runs in working time: the next Tuesday but one, ten in the morning in Moscow. */
  function waitForTuesday(): void {
    const now = Date.now() + ahead
    const local = new Date(now + 3 * HOUR)
    const days = (2 - local.getUTCDay() + 7) % 7 || 7
    pass(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + days, 10) - 3 * HOUR - now)
  }

  it('gets the whole time again by one click', async () => {
    waitForTuesday()
    const { lead, field } = await freshField()
    const before = await dueAt(field)
    pass(20 * 60_000)
    desk.hands.start()
    await field.getByRole('button', { name: stillTrying }).click()
    await field.getByText('отмечено, срок отсчитывается заново').waitFor()
    expect(desk.hands.count()).toBe(1)
    const marked = await dueAt(field)
    expect(Math.round((marked - before) / 60_000)).toBe(20)
    expect((await scene.store.feedback.ofItem(1, { entityTypeId: 1, itemId: lead.id })).map(entry => entry.kind)).toEqual(['still_trying'])
  })

  it('is refused with a sentence once the agreed calls were made, and the card says that it is time for a verdict', async () => {
    const { lead, field } = await freshField()
    callThem(lead)
    pass(60_000)
    await field.getByRole('button', { name: stillTrying }).click()
    await field.getByRole('alert').getByText('Сделано 5 из 5 звонков: пора дать вердикт.').waitFor()
    expect(await scene.store.feedback.ofItem(1, { entityTypeId: 1, itemId: lead.id })).toEqual([])
    await desk.page.goto(scene.cardUrl(lead))
    await fieldFrame(desk.page).getByText('5 из 5 звонков сделано: пора дать вердикт').waitFor()
    const tab = await openTab(desk.page)
    await tab.getByText('5 из 5 звонков сделано: пора дать вердикт').waitFor()
    expect(await tab.getByRole('button', { name: stillTrying }).count()).toBe(0)
    scene.forgive(/409 \(Conflict\) \S*still-trying/)
  })
})

it('leaves no script error, no external request and no violation of the portal\'s contract', async () => {
  await scene.settle()
  expect(scene.faults()).toEqual([])
})
