import type { Frame, FrameLocator, Page } from 'playwright-core'
import type { SpineScene } from '../support/spine-scene.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSpineScene, ownFrames, PATIENCE_MS, staff } from '../support/spine-scene.ts'

let scene: SpineScene
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const patiently = { timeout: PATIENCE_MS }

interface Finding { id: string, impact: string | null, nodes: { html: string, failureSummary?: string }[] }

beforeAll(async () => {
  scene = await openSpineScene()
  await scene.settle()
  const { store } = scene
  // A message of the past that the portal did not take.
  const { intention } = await store.intentions.put(1, { kind: 'notify', entityTypeId: 1, itemId: 7, dedupeKey: 'dead', payload: { userId: staff.rop, tag: 'PT|LATE', text: 'Лид 7 ждёт вердикта', plainText: 'Лид 7 ждёт вердикта', after: null, refused: null, onlyWhenRefused: false } }, Date.now())
  await store.executeSql(`update intention set state = 'failed', error = 'The portal was in repair', attempts = 4 where portal_id = 1 and intention_id = ${intention.intentionId}`)
})
afterAll(() => scene.close())

async function healthOf(look: { width: number, language: 'ru' | 'en' }): Promise<{ page: Page, health: FrameLocator, frame: Frame }> {
  const { page } = await scene.logIn(staff.admin, look)
  const health = await scene.openHome(page)
  await health.getByRole('link', { name: look.language === 'ru' ? 'Здоровье' : 'Health' }).click()
  await health.locator('.log__row').first().waitFor()
  const frame = ownFrames(page, scene.appUrl).at(-1)
  if (!frame)
    throw new Error('No frame of ours.')
  return { page, health, frame }
}

const looks = [{ width: 1280, language: 'ru' }, { width: 420, language: 'en' }, { width: 420, language: 'ru' }, { width: 1280, language: 'en' }] as const

describe('the health page of an administrator', () => {
  it.each(looks)('at $width px in $language shows five promises, is accessible, and nothing sticks out', async (look) => {
    const { page, health, frame } = await healthOf(look)
    expect(await health.locator('[data-promise]').count()).toBe(5)
    for (const promise of await health.locator('[data-promise]').all())
      expect(await promise.locator('.promise__action').count()).toBe(1)
    expect(await frame.evaluate(() => document.documentElement.lang)).toBe(look.language)
    await frame.evaluate(axe)
    const violations = await frame.evaluate('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }).then(result => result.violations)') as Finding[]
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))).toEqual([])
    await expect.poll(() => frame.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement
      return [Math.max(0, scrollWidth - clientWidth), Math.max(0, scrollHeight - clientHeight)]
    }), patiently).toEqual([0, 0])
    expect(await health.locator('main').textContent()).not.toMatch(/health\.[a-z]|\{\w+\}/)
    if (process.env.TAKE_PICTURES === '1' && look.language === 'ru')
      await page.screenshot({ path: fileURLToPath(new URL(`../../docs/images/health${look.width === 420 ? '-420' : ''}.png`, import.meta.url)), scale: 'css' })
    await page.close()
  })

  it('searches the log of calls, opens a call, and says when nothing is found', async () => {
    const { page, health } = await healthOf({ width: 1280, language: 'ru' })
    await health.getByLabel('Метод').fill('event.bind')
    await health.getByRole('button', { name: 'Найти' }).click()
    await health.getByText('Таких запросов нет.').or(health.locator('.log__method').filter({ hasText: 'event.bind' }).first()).first().waitFor()
    await health.getByLabel('Метод').fill('batch')
    await health.getByLabel('Метод').press('Enter')
    await expect.poll(async () => new Set(await health.locator('.log__method').allTextContents()), patiently).toEqual(new Set(['batch']))
    await health.locator('.log__row summary').first().click()
    expect(await health.locator('.log__params').first().textContent()).toContain('cmd')
    await health.getByLabel('В параметрах или ошибке').fill('nothing-is-called-so')
    await health.getByRole('button', { name: 'Найти' }).click()
    await health.getByText('Таких запросов нет.').waitFor()
    await page.close()
  })

  it('shows what did not succeed, and a retry takes it up', async () => {
    const { page, health } = await healthOf({ width: 1280, language: 'ru' })
    const row = health.locator('tbody tr').filter({ hasText: 'The portal was in repair' })
    expect(await row.textContent()).toMatch(/Лид 7[\s\S]*Сообщение человеку[\s\S]*4/)
    expect(await health.locator('[data-promise="freshness"]').textContent()).toMatch(/Требует внимания[\s\S]*Не удаётся: 1/)
    await row.getByRole('button', { name: /Повторить/ }).click()
    await health.getByText('Всё удаётся.').waitFor()
    await expect.poll(() => scene.noticesOf(staff.rop, 'Лид 7 ждёт вердикта').length, patiently).toBe(1)
    expect((await scene.store.audit.list(1, { action: 'dead_letters.retried' }, {})).rows).toMatchObject([{ actorId: staff.admin }])
    await page.close()
  })

  it('shows how far the past is read: all of it, then held up by other applications', async () => {
    const { page, health } = await healthOf({ width: 420, language: 'ru' })
    const past = health.locator('[data-past]')
    await expect.poll(() => past.getAttribute('data-past'), patiently).toBe('done')
    expect(await past.textContent()).toMatch(/Прочитано всё: \d+ строк/)
    await scene.store.backfills.change(1, 'leads', { state: 'running', rowsTotal: 5_000, moreMs: 30_000, hindrance: 'other_apps', resumeAt: Date.now() + 10 * 60_000 })
    await health.getByRole('button', { name: 'Обновить' }).click()
    await past.getByText('Другие приложения тоже обращаются к порталу').waitFor()
    expect(await past.textContent()).toMatch(/Ждём: \d+ из [\d\s]+ строк\. Продолжится само через/)
    expect(Number(await past.getByRole('progressbar').getAttribute('aria-valuenow'))).toBeLessThan(100)
    if (process.env.TAKE_PICTURES === '1')
      await past.screenshot({ path: fileURLToPath(new URL('../../docs/images/past-420.png', import.meta.url)) })
    await scene.store.backfills.change(1, 'leads', { resumeAt: null })
    await expect.poll(async () => (await scene.store.backfills.list(1)).map(part => part.state).filter(state => state !== 'done'), patiently).toEqual([])
    await page.close()
  })

  it('gives out and erases what is kept about one employee, and removes nothing before the address is typed', async () => {
    const { page, health } = await healthOf({ width: 1280, language: 'ru' })
    const data = health.locator('.data')
    await data.getByLabel('Сотрудник').selectOption(String(staff.otherRep))
    const file = page.waitForEvent('download')
    await data.getByRole('button', { name: 'Выдать файл' }).click()
    expect((await file).suggestedFilename()).toBe(`employee-${staff.otherRep}.json`)
    expect(await data.getByRole('button', { name: 'Стереть' }).isDisabled()).toBe(true)
    await data.getByLabel('Стереть без возврата').check()
    await data.getByRole('button', { name: 'Стереть' }).click()
    await data.getByText('Имя, роли и слова стёрты').waitFor()
    expect(await scene.store.people.get(1, staff.otherRep)).toMatchObject({ name: `#${staff.otherRep}` })
    const remove = data.getByRole('button', { name: 'Удалить все данные портала' })
    expect(await remove.isDisabled()).toBe(true)
    await data.getByLabel(/Чтобы удалить всё/).fill(new URL(scene.portalUrl).host)
    expect(await remove.isEnabled()).toBe(true)
    await page.close()
  })

  it('pauses the gate and switches it on again; the promise follows', async () => {
    const { page, health } = await healthOf({ width: 1280, language: 'ru' })
    const promise = health.locator('[data-promise="gate"]')
    await promise.getByText('В порядке').waitFor()
    await health.getByRole('button', { name: 'Поставить на паузу' }).click()
    await promise.getByText('Требует внимания').waitFor()
    await health.getByRole('button', { name: 'Включить снова' }).click()
    await promise.getByText('В порядке').waitFor()
    await page.close()
  })
})

describe('a rep', () => {
  it('finds no way to the health page, and is refused by name when he types its address', async () => {
    const { page } = await scene.logIn(staff.rep)
    const home = await scene.openHome(page)
    await home.getByRole('link', { name: 'Главная' }).waitFor()
    expect(await home.getByRole('link', { name: 'Здоровье' }).count()).toBe(0)
    const frame = ownFrames(page, scene.appUrl).at(-1)
    await frame?.evaluate(() => {
      const address = new URL((document.querySelector('.nav__link') as HTMLAnchorElement).href)
      address.searchParams.set('page', 'health')
      location.href = address.href
    })
    await home.getByText('Эта страница открыта администратору приложения.').first().waitFor()
    scene.forgive(/403/)
    await page.close()
  })
})

it('leaves no script error, no external request and no violation of the portal\'s contract', async () => {
  await scene.settle()
  expect(scene.faults()).toEqual([])
})
