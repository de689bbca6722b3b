import type { FrameLocator, Page } from 'playwright-core'
import type { CrmItem } from '../portal/crm/crm-item.ts'
import type { SpineScene } from '../support/spine-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSpineScene, PATIENCE_MS, staff } from '../support/spine-scene.ts'

let scene: SpineScene
let held: CrmItem
let returned: CrmItem
let asked: CrmItem

const patiently = { timeout: PATIENCE_MS }

const as = (userId: number) => ({ kind: 'user', userId, appId: null }) as const
const dealOf = (lead: CrmItem): number => scene.dealsOf(lead.id)[0]?.id ?? 0

beforeAll(async () => {
  scene = await openSpineScene()
  held = convert(scene.addLead({ title: 'Остановленная сделка' }))
  asked = convert(scene.addLead({ title: 'Просят пропустить' }))
  returned = scene.addLead({ assignedById: staff.otherRep, stageId: 'IN_PROCESS' })
  scene.running.portal.crm.update(1, returned.id, { stageId: 'PROCESSED' }, as(staff.otherRep), 'kanban')
  await scene.waitForStage(1, returned.id, stageId => stageId === 'IN_PROCESS')
  for (const lead of [held, asked])
    await scene.waitForStage(2, dealOf(lead), stageId => stageId === 'PT_WAITING')
  await scene.settle()
})
afterAll(() => scene.close())

function convert(lead: CrmItem): CrmItem {
  scene.running.portal.crm.convertLead(lead.id, { contact: false, company: false, deal: true }, as(staff.rep))
  return lead
}

async function homeOf(userId: number): Promise<{ page: Page, home: FrameLocator }> {
  const { page } = await scene.logIn(userId)
  const home = await scene.openHome(page)
  await home.getByRole('navigation').waitFor()
  return { page, home }
}

async function ledgerOf(userId: number): Promise<{ page: Page, ledger: FrameLocator }> {
  const { page, home } = await homeOf(userId)
  await home.getByRole('link', { name: 'Нарушения' }).click()
  await home.locator('.table tbody tr').first().waitFor()
  return { page, ledger: home }
}

const rowOf = (ledger: FrameLocator, lead: CrmItem) => ledger.locator('tbody tr').filter({ hasText: new RegExp(`Лид ${lead.id}(?!\\d)`) })

describe('the head of sales', () => {
  it('sees on the home page what the gate does and who waits in the team, and opens a card from there', async () => {
    const { page, home } = await homeOf(staff.rop)
    await home.getByRole('heading', { name: 'Пропускной пункт работает' }).waitFor()
    const row = home.getByRole('button', { name: new RegExp(`Лид ${held.id}.*Ольга Верная.*Нет вердикта.*остановлен`) })
    await row.click()
    await page.frameLocator('dialog.slider iframe.page').getByRole('heading', { name: 'Остановленная сделка' }).waitFor()
    await page.close()
  })

  it('reads in the ledger what happened, how, by whom and how it ended', async () => {
    const { page, ledger } = await ledgerOf(staff.rop)
    expect(await rowOf(ledger, held).locator('td').allTextContents()).toEqual([
      expect.stringContaining(`Лид ${held.id}`),
      expect.stringContaining('Конвертирован без вердикта'),
      expect.stringMatching(/\d\d:\d\d/),
      expect.stringMatching(/человек в Битрикс24.*Ольга Верная/s),
      expect.stringContaining('Ольга Верная'),
      expect.stringContaining('0 мин'),
      expect.stringContaining('придержана'),
      expect.any(String),
    ])
    expect(await rowOf(ledger, returned).textContent()).toMatch(/Ушёл дальше передачи.*Павел Резкин.*возвращён/s)
    await page.close()
  })

  it('narrows the ledger by outcome and by route, and is told when nothing is left', async () => {
    const { page, ledger } = await ledgerOf(staff.rop)
    await ledger.getByLabel('Итог').selectOption({ label: 'придержана' })
    await expect.poll(() => rowOf(ledger, returned).count(), patiently).toBe(0)
    expect(await rowOf(ledger, held).count()).toBe(1)
    await ledger.getByLabel('Как').selectOption({ label: 'из другой воронки' })
    await ledger.getByText('За это время ничего не прошло мимо.').waitFor()
    await page.close()
  })

  it('lets what the gate holds through with a reason, which stays in the ledger; its deal is at work again', async () => {
    const { page, ledger } = await ledgerOf(staff.rop)
    const row = rowOf(ledger, asked)
    expect(await row.textContent()).toContain('придержана')
    expect(await rowOf(ledger, returned).getByRole('button', { name: 'Пропустить' }).count()).toBe(1)
    await row.getByRole('button', { name: 'Пропустить' }).click()
    const reason = ledger.getByRole('textbox', { name: 'Причина' })
    expect(await ledger.locator('.ledger__grant').getByRole('button').isDisabled()).toBe(true)
    expect(await reason.evaluate(input => input === document.activeElement)).toBe(true)
    await reason.fill('Договорились на встрече')
    await reason.press('Enter')
    await row.getByText('пропущен: Договорились на встрече').waitFor()
    expect(await row.getByRole('button', { name: 'Пропустить' }).count()).toBe(0)
    await scene.waitForStage(2, dealOf(asked), stageId => stageId !== 'PT_WAITING')
    const { rows } = await scene.store.audit.list(1, { action: 'gate.pass' }, { limit: 5 })
    expect(rows).toMatchObject([{ actorId: staff.rop, detail: { reason: 'Договорились на встрече' } }])
    await page.close()
  })

  it('pauses the gate with one click: moves are recorded, nothing is corrected; one more click switches it on again', async () => {
    const { page, home } = await homeOf(staff.rop)
    await home.getByRole('button', { name: 'Поставить на паузу' }).click()
    await home.getByText(/Пауза: Виктор Громов/).waitFor()
    const free = convert(scene.addLead({ title: 'На паузе' }))
    await expect.poll(async () => (await scene.store.breaches.ofItem(1, { entityTypeId: 1, itemId: free.id })).flatMap(breach => breach.outcomes.map(one => one.outcome)), patiently).toEqual(['paused'])
    await scene.settle()
    expect(scene.dealsOf(free.id)[0]?.stageId).toBe('NEW')
    await home.getByRole('button', { name: 'Включить снова' }).click()
    await home.getByRole('heading', { name: 'Пропускной пункт работает' }).waitFor()
    const again = convert(scene.addLead({ title: 'После паузы' }))
    await scene.waitForStage(2, dealOf(again), stageId => stageId === 'PT_WAITING')
    await page.close()
  })
})

describe('a rep', () => {
  it('sees own leads without a verdict on the home page, and neither the gate nor its switch', async () => {
    const { page, home } = await homeOf(staff.otherRep)
    await home.getByRole('button', { name: new RegExp(`Лид ${returned.id}`) }).waitFor()
    expect(await home.getByRole('button', { name: new RegExp(`Лид ${held.id}(?!\\d)`) }).count()).toBe(0)
    expect(await home.getByRole('button', { name: /паузу/ }).count()).toBe(0)
    await page.close()
  })

  it('finds own rows in the ledger; the others keep their place and say that there is no access', async () => {
    const { page, ledger } = await ledgerOf(staff.otherRep)
    expect(await rowOf(ledger, returned).textContent()).toContain('возвращён')
    expect(String(await rowOf(ledger, held).textContent()).trim()).toBe(`Лид ${held.id} — нет доступа`)
    expect(await ledger.getByRole('button', { name: 'Пропустить' }).count()).toBe(0)
    await page.close()
  })
})

describe('a marketer', () => {
  it('reads every row of the ledger and lets nothing through', async () => {
    const { page, ledger } = await ledgerOf(staff.marketer)
    expect(await rowOf(ledger, held).textContent()).toContain('придержана')
    expect(await ledger.getByRole('button', { name: /Пропустить|паузу/ }).count()).toBe(0)
    await page.close()
  })
})

describe('an administrator', () => {
  it('has the switch and the installation, and no lists of leads', async () => {
    const { page, home } = await homeOf(staff.admin)
    await home.getByRole('button', { name: 'Поставить на паузу' }).waitFor()
    await home.getByRole('link', { name: 'Установка' }).waitFor()
    expect(await home.getByRole('link', { name: 'Нарушения' }).count()).toBe(0)
    expect(await home.getByRole('button', { name: /^Лид/ }).count()).toBe(0)
    await page.close()
  })
})

describe('somebody without a role', () => {
  it('is told whom to ask', async () => {
    const nobody = scene.running.portal.people.add({ name: 'Семён', lastName: 'Новиков', position: 'Курьер', departmentIds: [4] })
    const { page, home } = await homeOf(nobody.id)
    await home.getByText('У вас пока нет роли').waitFor()
    expect(await home.getByRole('listitem').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('Андрей Козырев'), expect.stringContaining('Виктор Громов')]))
    expect(await home.getByRole('link').allTextContents()).toEqual(['Главная'])
    await page.close()
  })
})

it('leaves no script error, no external request and no violation of the portal\'s contract', async () => {
  await scene.settle()
  expect(scene.faults()).toEqual([])
})
