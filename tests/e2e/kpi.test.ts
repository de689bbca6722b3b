import type { FrameLocator, Page } from 'playwright-core'
import type { SpineScene } from '../support/spine-scene.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSpineScene, ownFrames, PATIENCE_MS, staff } from '../support/spine-scene.ts'

let scene: SpineScene

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const patiently = { timeout: PATIENCE_MS }
const TABS = { ru: ['Обзор', 'Воронка', 'Источники', 'Менеджеры', 'Скорость', 'Маркетинг', 'Нарушения'], en: ['Overview', 'Funnel', 'Sources', 'Reps', 'Speed', 'Marketing', 'Breaches'] } as const

beforeAll(async () => {
  scene = await openSpineScene({ leads: 120 })
  await scene.settle()
})
afterAll(() => scene.close())

/** The page of figures over half a year, ready. */
async function openFigures(page: Page, language: 'ru' | 'en' = 'ru'): Promise<FrameLocator> {
  const home = await scene.openHome(page)
  await home.getByRole('link', { name: language === 'ru' ? 'Показатели' : 'Figures' }).click()
  await home.getByLabel(language === 'ru' ? 'Период' : 'Period').selectOption('months_6')
  // The page opens where the person left it.
  await home.getByRole('tab', { name: TABS[language][0] }).click()
  await home.locator('[data-figure="target_share"]').waitFor()
  return home
}

const digits = (text: string | null): number => Number(String(text).replaceAll(/\D/g, ''))

describe('the shared figures', () => {
  it('every number of the overview opens a list of exactly so many rows', async () => {
    const { page } = await scene.logIn(staff.rop)
    const figures = await openFigures(page)
    const numbers = figures.locator('#kpi-panel .open-number')
    await expect.poll(() => numbers.count(), patiently).toBeGreaterThan(10)
    const shown = await numbers.count()
    for (let index = 0; index < shown; index += 1) {
      const number = numbers.nth(index)
      const value = digits(await number.textContent())
      await number.click()
      const panel = figures.getByRole('dialog')
      await panel.locator('tbody tr').first().waitFor()
      expect(digits(await panel.getByRole('heading').textContent()), `number ${index}`).toBe(value)
      while (await panel.getByRole('button', { name: 'Показать ещё' }).isVisible()) {
        const before = await panel.locator('tbody tr').count()
        await panel.getByRole('button', { name: 'Показать ещё' }).click()
        await expect.poll(() => panel.locator('tbody tr').count(), patiently).toBeGreaterThan(before)
      }
      expect(await panel.locator('tbody tr').count(), `rows of number ${index}`).toBe(value)
      await panel.getByRole('button', { name: 'Закрыть' }).click()
      await panel.waitFor({ state: 'detached' })
    }
    await page.close()
  })

  it.each(['ru', 'en'] as const)('every tab in %s: no serious accessibility fault, no sideways scroll from 420 px on', async (language) => {
    const { page } = await scene.logIn(staff.rop, { language })
    const figures = await openFigures(page, language)
    const frame = ownFrames(page, scene.appUrl).at(-1)!
    await frame.evaluate(axe)
    for (const tab of TABS[language]) {
      await figures.getByRole('tab', { name: tab }).click()
      await figures.locator('#kpi-panel .box').first().waitFor()
      const faults = await frame.evaluate('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }).then(result => result.violations.filter(one => ["serious", "critical"].includes(one.impact)).map(one => one.id + ": " + one.nodes[0].html.slice(0, 200) + one.nodes[0].failureSummary))')
      expect(faults, tab).toEqual([])
      for (const width of [1280, 420]) {
        await page.setViewportSize({ width, height: 900 })
        await expect.poll(() => frame.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)), { ...patiently, message: `${tab} at ${width} px` }).toBe(0)
      }
    }
    await page.close()
  })

  it('keeps the choice: in the address of the page and for the next visit', async () => {
    const { page } = await scene.logIn(staff.cmo)
    const figures = await openFigures(page)
    const kept = page.waitForResponse(answer => answer.url().includes('/api/figures/preferences') && answer.request().method() === 'PUT' && String(answer.request().postData()).includes('sources'))
    await figures.getByRole('tab', { name: 'Источники' }).click()
    await kept
    expect(ownFrames(page, scene.appUrl).at(-1)?.url()).toContain('tab=sources')
    const again = await scene.openHome(page)
    await again.getByRole('link', { name: 'Показатели' }).click()
    await again.getByRole('tab', { name: 'Источники', selected: true }).waitFor()
    expect(await again.getByLabel('Период').inputValue()).toBe('months_6')
    await page.close()
  })

  it('shows a new lead by itself', async () => {
    const { page } = await scene.logIn(staff.owner)
    const figures = await openFigures(page)
    const items = figures.locator('#kpi-panel h2', { hasText: 'Вердикты' }).locator('.open-number')
    const before = digits(await items.textContent())
    scene.addLead()
    await expect.poll(async () => digits(await items.textContent()), patiently).toBe(before + 1)
    await page.close()
  })
})

it('leaves no script error, no external request and no violation of the portal\'s contract', async () => {
  await scene.settle()
  expect(scene.faults()).toEqual([])
})
