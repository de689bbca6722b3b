import type { Page } from 'playwright-core'
import type { SpineScene } from '../support/spine-scene.ts'
import { staff } from '../support/spine-scene.ts'

/** Tabs of the figures that the documentation shows, with the height their picture takes at 1280 px. */
const TABS = [['Обзор', 'kpi', 1290], ['Воронка', 'kpi-funnel', 860], ['Источники', 'kpi-sources', 900], ['Менеджеры', 'kpi-reps', 1000]] as const

/** Pictures of the shared figures over half a year: four tabs on a desk, the first one on a phone, and the list behind a number. */
export async function takeKpiPictures(scene: SpineScene, take: (page: Page, name: string, height?: number) => Promise<void>): Promise<void> {
  for (const width of [1280, 420]) {
    const { page } = await scene.logIn(staff.rop, { width })
    const figures = await scene.openHome(page)
    await figures.getByRole('link', { name: 'Показатели' }).click()
    await figures.locator('.kpi__filters select').first().selectOption('months_6')
    for (const [tab, name, height] of width === 1280 ? TABS : TABS.slice(0, 1)) {
      await figures.getByRole('tab', { name: tab }).click()
      await figures.locator('#kpi-panel .box').first().waitFor()
      await take(page, width === 1280 ? name : `${name}-420`, width === 1280 ? height : 1700)
    }
    if (width === 1280) {
      await figures.getByRole('tab', { name: 'Обзор' }).click()
      await figures.locator('[data-figure="target_share"] .open-number').first().click()
      await figures.getByRole('dialog').locator('tbody tr').first().waitFor()
      await take(page, 'kpi-list', 900)
    }
    await page.close()
  }
}
