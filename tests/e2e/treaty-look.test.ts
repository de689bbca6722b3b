import type { Frame, FrameLocator, Page } from 'playwright-core'
import type { TreatyVersionView } from '../../src/contracts/api/treaty-version.schema.ts'
import type { SpineScene } from '../support/spine-scene.ts'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
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

async function faultsOf(frame: Frame, rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']): Promise<string[]> {
  const found = await frame.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then(result => result.violations)`) as Finding[]
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))
}

type SavedFile = TreatyVersionView['document'] & { $schema: string }

/** The file that «Download JSON» gives. */
async function savedFile(page: Page, treaty: FrameLocator): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), treaty.getByRole('button', { name: 'Скачать JSON' }).click()])
  return JSON.parse(readFileSync(await download.path(), 'utf8')) as SavedFile
}

/** Loads a file and waits until it is the draft. */
async function loadFile(treaty: FrameLocator, text: string): Promise<void> {
  const loaded = treaty.owner().page().waitForResponse(response => response.url().endsWith('/import'))
  await treaty.locator('input[type="file"]').setInputFiles({ name: 'treaty.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  expect((await loaded).status()).toBe(200)
}

/** What people call a stage of leads. */
async function nameOf(stageId: string): Promise<string> {
  return (await scene.store.stages.list(1)).find(stage => stage.entityTypeId === 1 && stage.stageId === stageId)?.name ?? ''
}

/** Puts the page into a theme. */
function wear(frame: Frame, theme: 'light' | 'dark'): Promise<void> {
  return frame.evaluate((name) => {
    document.documentElement.className = name
  }, theme)
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
      if (language === 'en' && width === 1280) {
        await wear(frame, 'dark')
        expect(await faultsOf(frame, ['color-contrast']), `${step}, dark`).toEqual([])
        if (pictures)
          await page.screenshot({ path: `${pictures}/${step}-dark.png`, fullPage: true })
        await wear(frame, 'light')
      }
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

describe('the steps, tried by hand', () => {
  it('bind a step of the funnel to a traffic figure, an activity or stages, split it, and warn of stages that count nowhere', async () => {
    const { page, treaty } = await openTreaty(staff.cmo, { width: 1280, language: 'ru' })
    const paper = treaty.locator('.paper .funnel')
    const card = treaty.locator('.card').filter({ has: treaty.locator('b', { hasText: /^M2$/ }) })
    await card.getByLabel('Что считается ступенью').selectOption('mailing_sent')
    await paper.getByText('письма отправлены').waitFor()
    await card.getByLabel('Что считается ступенью').selectOption('first_attempt')
    await paper.getByText('первая попытка связаться').waitFor()
    await card.getByRole('button', { name: 'Разделить' }).click()
    await paper.getByText('M2a').waitFor()
    await treaty.getByRole('button', { name: 'Убрать: Лиды · В работе' }).click()
    await treaty.locator('.note').getByText(/Лиды · В работе/).waitFor()
    await treaty.getByRole('button', { name: 'Разложить по смыслу стадий' }).click()
    await treaty.locator('.note').waitFor({ state: 'detached' })
    await treaty.locator('.bar__state--saved').waitFor()
    await page.close()
  })

  it('warn of a stage in two steps and of one that counts nowhere, and refuse a stage on both sides with its field', async () => {
    const { page, treaty } = await openTreaty(staff.cmo, { width: 1280, language: 'ru' })
    const kept = await savedFile(page, treaty)
    const [, , lead, qualified] = kept.funnel
    if (lead?.binding.kind !== 'stages' || qualified?.binding.kind !== 'stages')
      throw new Error('the funnel of the demo has other steps')
    const [first, second, ...others] = lead.binding.stages
    lead.binding.stages = [first!, ...others]
    qualified.binding.stages = [...qualified.binding.stages, first!]
    kept.handoff.beyondStageIds = [...kept.handoff.beyondStageIds, kept.handoff.intakeStageIds[0]!]
    await loadFile(treaty, JSON.stringify(kept))
    await treaty.locator('[data-step="funnel"]').click()
    const note = treaty.locator('.note')
    await note.getByText(new RegExp(`Сразу в нескольких:.*${await nameOf(first!.stageId)}: M3, P1`)).waitFor()
    expect(await note.textContent()).toContain(await nameOf(second!.stageId))
    if (pictures)
      await page.screenshot({ path: `${pictures}/warnings-ru-1280.png` })
    await treaty.locator('[data-step="sign"]').click()
    const missing = treaty.locator('.missing')
    await missing.getByRole('button', { name: /^Передача: стадия «\P{ASCII}[^»]*» стоит по обе стороны передачи \(handoff\.beyondStageIds\)\.$/u }).click()
    await expect(treaty.locator('.panel h2').textContent()).resolves.toBe('Передача')
    await treaty.locator('[data-step="sign"]').click()
    await expect(treaty.getByRole('button', { name: 'Подписать за маркетинг' }).isDisabled()).resolves.toBe(true)
    await treaty.locator('[data-step="funnel"]').click()
    await treaty.getByRole('button', { name: 'Разложить по смыслу стадий' }).click()
    await note.waitFor({ state: 'detached' })
    await treaty.locator('.bar__state--saved').waitFor()
    await page.close()
  })

  it('save a file that names its schema and fits it, and load it again', async () => {
    const { page, treaty } = await openTreaty(staff.cmo, { width: 1280, language: 'ru' })
    const file = await savedFile(page, treaty)
    expect(file.$schema).toBe(`${scene.appUrl}/api/treaty.schema.json`)
    const published = z.fromJSONSchema(await (await fetch(file.$schema)).json() as Parameters<typeof z.fromJSONSchema>[0])
    expect(published.safeParse(file).error).toBeUndefined()
    await loadFile(treaty, JSON.stringify({ ...file, title: { ru: 'Договор из файла', en: 'A treaty from a file' } }))
    await treaty.locator('.paper h1').getByText('Договор из файла').waitFor()
    await loadFile(treaty, JSON.stringify(file))
    await treaty.locator('.paper h1').getByText(file.title.ru).waitFor()
    await page.close()
  })

  it('carry the holidays of the portal\'s calendar from the first draft on, and take them anew', async () => {
    const { page, treaty } = await openTreaty(staff.cmo, { width: 1280, language: 'ru' })
    const holidays = treaty.locator('[data-section="deadlines"]').getByText(/1\s?–\s?8 янв/)
    await holidays.waitFor()
    await treaty.locator('[data-step="deadlines"]').click()
    const remove = treaty.getByRole('button', { name: /^Убрать: [1-8] янв/ })
    while (await remove.count() > 0)
      await remove.first().click()
    await holidays.waitFor({ state: 'detached' })
    await treaty.getByRole('button', { name: 'Взять из календаря Битрикс24' }).click()
    await holidays.waitFor()
    await treaty.locator('.bar__state--saved').waitFor()
    await page.close()
  })

  it('refuse a broken file with a sentence, and keep the draft', async () => {
    const { page, treaty } = await openTreaty(staff.cmo, { width: 1280, language: 'ru' })
    const before = await treaty.locator('.paper').textContent()
    await treaty.locator('input[type="file"]').setInputFiles({ name: 'treaty.json', mimeType: 'application/json', buffer: Buffer.from('{"format": 1,') })
    await treaty.getByText('Файл (text) не читается: это не JSON. Черновик не изменился.').waitFor()
    expect(await treaty.locator('.paper').textContent()).toBe(before)
    scene.forgive(/422/)
    await page.close()
  })

  it('look back at last month, and print the paper alone', async () => {
    const { page, treaty, frame } = await openTreaty(staff.rop, { width: 1280, language: 'ru' })
    await treaty.locator('[data-step="sign"]').click()
    await treaty.getByRole('button', { name: 'Посчитать' }).click()
    await treaty.locator('.preview__rows').waitFor()
    expect(await treaty.locator('.preview__rows dt').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('доля целевых'), expect.stringContaining('проверок маркетинга вовремя'), expect.stringContaining('решений РОПа вовремя')]))
    await page.emulateMedia({ media: 'print' })
    expect(await frame.evaluate(() => [...document.querySelectorAll('.page nav, .bar, .rail, .panel')].filter(part => part.getClientRects().length > 0).length)).toBe(0)
    expect(await treaty.locator('.paper .signed').isVisible()).toBe(true)
    if (pictures)
      await page.screenshot({ path: `${pictures}/print.png`, fullPage: true })
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
