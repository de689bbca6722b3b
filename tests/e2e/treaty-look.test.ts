import type { Frame, FrameLocator, Page } from 'playwright-core'
import type { SpineScene } from '../support/spine-scene.ts'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSpineScene, ownFrames, PATIENCE_MS, staff } from '../support/spine-scene.ts'

let scene: SpineScene

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const STEPS = ['funnel', 'handoff', 'criteria', 'matrix', 'reasons', 'targets', 'deadlines', 'roles', 'gate', 'bonus', 'sign'] as const
/** Where pictures of what the test sees are kept; none unless asked for. */
const pictures = process.env.TREATY_PICTURES

/** What the checker of accessibility tells. */
interface Finding { id: string, impact: string | null, nodes: { html: string, failureSummary?: string }[] }

beforeAll(async () => {
  scene = await openSpineScene({ signed: false })
  if (pictures)
    mkdirSync(pictures, { recursive: true })
})
afterAll(() => scene.close())

async function openTreaty(userId: number, look: { width: number, language: 'ru' | 'en' }): Promise<{ page: Page, treaty: FrameLocator, frame: Frame }> {
  const { page } = await scene.logIn(userId, { ...look, height: 1000 })
  const treaty = await scene.openHome(page)
  await treaty.getByRole('link', { name: /^(?:Договор|Treaty)$/ }).click()
  await treaty.locator('.paper__section').nth(9).waitFor()
  return { page, treaty, frame: ownFrames(page, scene.appUrl).at(-1)! }
}

async function faultsOf(frame: Frame): Promise<string[]> {
  const found = await frame.evaluate('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }).then(result => result.violations)') as Finding[]
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))
}

/** How far content sticks out of the frame, in pixels: to the right, and below. */
function excessOf(frame: Frame): Promise<number[]> {
  return frame.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
    return [Math.max(0, scrollWidth - clientWidth), Math.max(0, scrollHeight - clientHeight)]
  })
}

describe.each(['ru', 'en'] as const)('the workshop in %s', (language) => {
  it.each([1280, 420])('has no serious accessibility fault and no scroll bar in any step at %i px', async (width) => {
    const { page, treaty, frame } = await openTreaty(staff.cmo, { width, language })
    expect(await frame.evaluate(() => document.documentElement.lang)).toBe(language)
    await frame.evaluate(axe)
    for (const step of STEPS) {
      await treaty.locator(`[data-step="${step}"]`).click()
      await treaty.locator(`.panel h2`).waitFor()
      expect(await faultsOf(frame), step).toEqual([])
      await expect.poll(() => excessOf(frame), { timeout: PATIENCE_MS, message: step }).toEqual([0, 0])
      if (pictures)
        await page.screenshot({ path: `${pictures}/${step}-${language}-${width}.png`, fullPage: true })
    }
    await page.close()
  })
})

describe('people in roles', () => {
  it('are given and taken by the administrator beside the treaty: saved at once, audited, without a new version', async () => {
    const { page, treaty } = await openTreaty(staff.admin, { width: 1280, language: 'ru' })
    await treaty.locator('[data-step="roles"]').click()
    const giving = treaty.getByLabel('Дать роль ещё одному сотруднику')
    const name = String(await giving.locator('option').nth(1).textContent())
    await giving.selectOption({ index: 1 })
    const row = treaty.locator('.people__one').filter({ hasText: name })
    await row.getByText('Маркетолог', { exact: true }).click()
    await treaty.getByText('Роли сохранены.').waitFor()
    const { rows } = await scene.store.audit.list(1, { action: 'roles.changed' }, { limit: 1 })
    expect(rows).toMatchObject([{ actorId: staff.admin, detail: { before: [], after: ['marketer'] } }])
    expect(await row.locator('input:checked').count()).toBe(1)
    if (pictures)
      await page.screenshot({ path: `${pictures}/people-ru-1280.png`, fullPage: true })
    await page.close()
  })

  it('are only read by everybody else', async () => {
    const { page, treaty } = await openTreaty(staff.rop, { width: 1280, language: 'ru' })
    await treaty.locator('[data-step="roles"]').click()
    await treaty.locator('.held').waitFor()
    expect(await treaty.locator('.people').count()).toBe(0)
    await page.close()
  })
})

it('leaves no script error, no external request and no violation of the portal\'s contract', async () => {
  await scene.settle()
  // Somebody whose own roles changed gets a new session: his page is told so by a 401 and asks once more.
  const renewed = scene.troubles.filter(trouble => /401 \(Unauthorized\) \S+\/api\/treaty$/.test(trouble))
  expect(renewed.length).toBeLessThanOrEqual(1)
  if (renewed.length > 0)
    scene.forgive(/401 \(Unauthorized\) \S+\/api\/treaty$/)
  expect(scene.faults()).toEqual([])
})
