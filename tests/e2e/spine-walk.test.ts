import type { CrmItem } from '../portal/crm/crm-item.ts'
import type { Desk, SpineScene } from '../support/spine-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldFrame, openSpineScene, PATIENCE_MS, staff, verdictButton } from '../support/spine-scene.ts'

let scene: SpineScene
let desk: Desk

beforeAll(async () => {
  scene = await openSpineScene()
  desk = await scene.logIn(staff.rep)
})
afterAll(() => scene.close())

const patiently = { timeout: PATIENCE_MS }

describe('the walk of a newcomer', () => {
  let lead: CrmItem
  let deal: CrmItem | undefined

  it('the rep opens a lead and sees the three buttons', async () => {
    lead = scene.addLead({ title: 'Кухня под ключ' })
    await scene.openCard(desk.page, lead)
    for (const label of ['qualified', 'off_target', 'spam'] as const)
      await expect.poll(() => verdictButton(fieldFrame(desk.page), label).isEnabled(), patiently).toBe(true)
  })

  it('converts it, and the deal lands in the waiting stage within five seconds', async () => {
    const startedAt = Date.now()
    await desk.page.locator('[data-convert]').click()
    await desk.page.locator('dialog.box').getByRole('button', { name: 'Сконвертировать' }).click()
    await expect.poll(() => scene.dealsOf(lead.id), patiently).toHaveLength(1)
    deal = scene.dealsOf(lead.id)[0]
    await scene.waitForStage(2, deal?.id ?? 0, stageId => stageId === 'PT_WAITING')
    expect(Date.now() - startedAt).toBeLessThan(5000)
  })

  it('the lead stays converted and asks for a verdict: one record with button and links, one notification', async () => {
    const { page } = desk
    const record = page.locator('[data-block]').filter({ hasText: 'Нужен вердикт' }).last()
    await record.getByRole('button', { name: 'Дать вердикт' }).waitFor()
    expect(await record.getByRole('button', { name: /^[⚠❌]/u }).count()).toBeGreaterThanOrEqual(4)
    expect(scene.running.portal.crm.get(1, lead.id)?.stageId).toBe('CONVERTED')
    await expect.poll(() => scene.noticesOf(staff.rep, `/lead/details/${lead.id}/`), patiently).toHaveLength(1)
    expect(scene.recordsOf(lead.id)).toHaveLength(1)
  })

  it('the field says by itself that the deal waits and for what', async () => {
    await fieldFrame(desk.page).getByText(/Сделка ждёт: .+/).waitFor()
  })

  it('the lead bears the badge on the kanban', async () => {
    const { page } = await scene.logIn(staff.rep)
    await page.goto(`${scene.portalUrl}/crm/lead/kanban/`)
    await page.locator(`[data-item="${lead.id}"] .badge`).waitFor()
    expect(await page.locator(`[data-item="${lead.id}"] .badge`).allTextContents()).toEqual(['нет вердикта'])
    await page.close()
  })

  it('the rep gives the verdict with three clicks, and the deal is released to its own stage', async () => {
    const field = fieldFrame(desk.page)
    desk.hands.start()
    await verdictButton(field, 'qualified').click()
    await field.getByRole('button', { name: /Всё подходит/ }).click()
    await field.getByRole('button', { name: /Горячий/ }).click()
    await scene.waitForStage(2, deal?.id ?? 0, stageId => stageId === 'NEW')
    expect(desk.hands.count()).toBe(3)
    expect(scene.nativeOf(lead.id, 'VERDICT')).toEqual(['qualified'])
  })

  it('the record closes and says so, the badge is gone, the field shows the verdict with its author', async () => {
    const { page } = desk
    await page.getByText('Вердикт получен').waitFor()
    expect(await page.getByRole('button', { name: 'Дать вердикт' }).count()).toBe(0)
    await fieldFrame(page).getByText('4 из 4').waitFor()
    await fieldFrame(page).getByText(/Ольга Верная/).waitFor()
    expect(scene.running.portal.work.activities.badgeCodesOf({ entityTypeId: 1, entityId: lead.id })).toEqual([])
  })
})

describe('forward without a verdict', () => {
  it('a lead dragged past the handoff comes back to its stage with the reason, once', async () => {
    const lead = scene.addLead({ title: 'Шкаф в прихожую', stageId: 'IN_PROCESS' })
    const { page } = desk
    await scene.openKanban(page)
    await page.locator(`[data-item="${lead.id}"]`).hover()
    await page.mouse.down()
    await page.locator('[data-column="PROCESSED"]').hover()
    await page.mouse.up()
    await expect.poll(() => stagesOf(lead.id), patiently).toEqual(['IN_PROCESS', 'PROCESSED', 'IN_PROCESS'])
    await page.locator(`[data-column="IN_PROCESS"] [data-item="${lead.id}"] .badge`).waitFor()
    expect(await page.locator(`[data-item="${lead.id}"] .badge`).allTextContents()).toEqual(['вернулся'])
    await expect.poll(() => scene.noticesOf(staff.rep, `/lead/details/${lead.id}/`), patiently).toHaveLength(1)
    await scene.openCard(page, lead)
    await fieldFrame(page).getByText(/Лид вернулся: .+/).waitFor()
    await page.getByText('Нужен вердикт').waitFor()
  })

  it('a lead closed as junk without feedback comes back, and stays there with it', async () => {
    const lead = scene.addLead({ title: 'Реклама сайта', stageId: 'IN_PROCESS' })
    const { page } = desk
    await scene.openCard(page, lead)
    await page.locator('[data-convert]').click()
    await page.locator('[data-junk-stage="JUNK"]').click()
    await expect.poll(() => stagesOf(lead.id), patiently).toEqual(['IN_PROCESS', 'JUNK', 'IN_PROCESS'])
    await verdictButton(fieldFrame(page), 'spam').click()
    await fieldFrame(page).getByRole('button', { name: /Реклама/ }).click()
    await expect.poll(() => scene.nativeOf(lead.id, 'REASON'), patiently).toEqual(['spam.advertiser'])
    await scene.settle()
    await page.locator('[data-convert]').click()
    await page.locator('[data-junk-stage="JUNK"]').click()
    await scene.waitForStage(1, lead.id, stageId => stageId === 'JUNK')
    await scene.settle()
    expect(stagesOf(lead.id)).toEqual(['IN_PROCESS', 'JUNK', 'IN_PROCESS', 'JUNK'])
  })
})

it('the whole walk leaves no script error, no external request and no violation of the portal\'s contract', async () => {
  await scene.settle()
  expect(scene.faults()).toEqual([])
})

/** Stages a lead stood in, one after another. */
function stagesOf(leadId: number): string[] {
  return scene.running.portal.crm.history(1).rows.filter(row => row.ownerId === leadId).map(row => row.stageId)
}
