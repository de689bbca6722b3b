import type { RunningPortal } from '../portal/start-portal.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPortal } from '../portal/start-portal.ts'
import { openBrowser } from '../support/open-browser.ts'

let running: RunningPortal

beforeAll(async () => {
  running = await startPortal()
})
afterAll(() => running.close())

it('runs in the browser that came as a package, for machines without one', async () => {
  const browser = await openBrowser('packaged')
  try {
    const page = await browser.newPage()
    await page.goto(running.url)
    await page.getByRole('button', { name: /Ольга Верная/ }).click()
    await page.getByRole('heading', { name: 'Лиды' }).waitFor()
    await page.getByRole('button', { name: 'Ольга Верная' }).click()
    await expect.poll(() => page.getByRole('button', { name: 'Выйти' }).isVisible()).toBe(true)
  }
  finally {
    await browser.close()
  }
})
