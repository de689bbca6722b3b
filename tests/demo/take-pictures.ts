import type { Page } from 'playwright-core'
import type { CrmItem } from '../portal/crm/crm-item.ts'
import type { SpineScene } from '../support/spine-scene.ts'
import { mkdirSync } from 'node:fs'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { fieldFrame, openSpineScene, openTab, staff, verdictButton } from '../support/spine-scene.ts'
import { takeKpiPictures } from './kpi-pictures.ts'
import { takeReviewPictures } from './review-pictures.ts'
import { takeTreatyPictures } from './treaty-pictures.ts'

/** `npm run pictures`: walks through the demo as the README tells it and takes the pictures of the documentation on the way; `npm run pictures -- treaty` takes those of the workshop alone, `-- review` those of the page of reviews. */
const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))

async function take(page: Page, name: string, height?: number): Promise<void> {
  const size = page.viewportSize()
  if (height !== undefined && size)
    await page.setViewportSize({ ...size, height })
  await whenQuiet(page)
  await page.evaluate(() => scrollTo(0, 0))
  // Frames follow their content's height in a few steps.
  await page.waitForTimeout(700)
  await page.screenshot({ path: `${folder}${name}.png`, scale: 'css' })
  process.stdout.write(`${name}.png\n`)
}

/** Short messages at the foot of the page go by themselves. */
async function whenQuiet(page: Page): Promise<void> {
  while (await page.locator('.toasts > div').count() > 0)
    await page.waitForTimeout(200)
}

async function walk(scene: SpineScene): Promise<void> {
  const { page } = await scene.logIn(staff.rep, { height: 820 })
  const lead = scene.addLead({ title: 'Кухня с островом', opportunity: 420_000 })
  await scene.openCard(page, lead)
  await verdictButton(fieldFrame(page), 'qualified').waitFor()
  await page.locator('[data-convert]').click()
  await page.locator('dialog.box').waitFor()
  await take(page, 'walk-2-convert')
  await page.locator('dialog.box button[value="convert"]').click()
  await page.getByRole('button', { name: 'Дать вердикт' }).waitFor()
  await fieldFrame(page).getByText('Сделка ждёт').waitFor()
  await take(page, 'walk-1-card')
  await showDeals(scene, 'walk-3-waiting')
  await verdictButton(fieldFrame(page), 'qualified').click()
  await fieldFrame(page).getByRole('button', { name: /Всё подходит/ }).click()
  await take(page, 'walk-4-verdict')
  await fieldFrame(page).getByRole('button', { name: /Горячий/ }).click()
  await page.getByText('Вердикт получен').waitFor()
  await fieldFrame(page).getByText('Сделка ждёт').waitFor({ state: 'detached' })
  await showDeals(scene, 'walk-5-released')
  await page.close()
}

/** The first columns of the sales board, as the rep sees them. */
async function showDeals(scene: SpineScene, name: string): Promise<void> {
  const { page } = await scene.logIn(staff.rep, { height: 620 })
  await page.goto(`${scene.portalUrl}/crm/deal/kanban/`)
  await page.locator('[data-column]').first().waitFor()
  await take(page, name)
  await page.close()
}

async function comeBack(scene: SpineScene): Promise<CrmItem> {
  const { page } = await scene.logIn(staff.rep, { height: 1000 })
  const lead = scene.addLead({ title: 'Шкаф-купе в прихожую', stageId: 'IN_PROCESS', opportunity: 96_000 })
  await scene.openKanban(page)
  await page.locator(`[data-item="${lead.id}"]`).hover()
  await page.mouse.down()
  await page.locator('[data-column="PROCESSED"]').hover()
  await page.mouse.up()
  await page.locator(`[data-column="IN_PROCESS"] [data-item="${lead.id}"] .badge`).waitFor()
  await page.mouse.move(0, 0)
  await take(page, 'walk-6-kanban-back', 760)
  await page.close()
  return lead
}

async function tab(scene: SpineScene, lead: CrmItem): Promise<void> {
  for (const [width, height, name] of [[1280, 860, 'lead-tab'], [420, 900, 'lead-tab-420']] as const) {
    const { page } = await scene.logIn(staff.rep, { width, height })
    await page.goto(scene.cardUrl(lead))
    const frame = await openTab(page)
    await verdictButton(frame, 'qualified').click()
    await frame.getByRole('button', { name: 'Всё подходит' }).waitFor()
    await take(page, name)
    await page.close()
  }
}

async function pages(scene: SpineScene): Promise<void> {
  for (const [userId, name] of [[staff.rep, 'home-rep'], [staff.rop, 'home-rop']] as const) {
    const { page } = await scene.logIn(userId, { height: 860 })
    const home = await scene.openHome(page)
    await home.locator('.items').first().waitFor()
    await take(page, name)
    await page.close()
  }
  for (const [width, height, name] of [[1280, 860, 'ledger'], [420, 900, 'ledger-420']] as const) {
    const { page } = await scene.logIn(staff.rop, { width, height })
    const home = await scene.openHome(page)
    await home.getByRole('link', { name: 'Нарушения' }).click()
    await home.locator('.table').waitFor()
    await take(page, name)
    await page.close()
  }
}

async function wizard(): Promise<void> {
  const scene = await openSpineScene({ installed: false })
  const { page } = await scene.logIn(staff.admin, { height: 860 })
  await page.goto(`${scene.portalUrl}/marketplace/`)
  await page.getByRole('button', { name: 'Установить' }).click()
  const steps = page.frameLocator('iframe')
  await steps.locator('.step[aria-current] input[required]').check()
  await steps.getByRole('button', { name: 'Продолжить' }).click()
  await steps.getByRole('group', { name: /^Отрасль/ }).waitFor()
  await take(page, 'wizard')
  await scene.close()
}

mkdirSync(folder, { recursive: true })
if (process.argv.includes('review')) {
  const scene = await openSpineScene({ leads: 300 })
  await scene.settle()
  await takeReviewPictures(scene, take)
  process.exit()
}
if (!process.argv.includes('treaty')) {
  const scene = await openSpineScene({ leads: 300 })
  await scene.settle()
  await walk(scene)
  await tab(scene, await comeBack(scene))
  await pages(scene)
  await takeKpiPictures(scene, take)
  await takeReviewPictures(scene, take)
  await scene.close()
  await wizard()
}
await takeTreatyPictures(take)
process.exit()
