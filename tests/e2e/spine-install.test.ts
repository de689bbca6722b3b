import type { FrameLocator, Page } from 'playwright-core'
import type { SpineScene } from '../support/spine-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSpineScene, openTab, ownFrames, PATIENCE_MS, staff, verdictButton } from '../support/spine-scene.ts'

let scene: SpineScene
let page: Page
let first: ReturnType<typeof belongings>

const patiently = { timeout: PATIENCE_MS }

beforeAll(async () => {
  scene = await openSpineScene({ installed: false })
  page = (await scene.logIn(staff.admin)).page
})
afterAll(() => scene.close())

/** Everything of ours in the portal, so that two moments can be compared. */
function belongings(): Record<string, string[]> {
  const { apps, crm } = scene.running.portal
  return {
    placements: apps.placements(scene.appId).map(row => row.placement).sort(),
    events: apps.handlers(scene.appId).map(row => `${row.event} ${row.offline}`).sort(),
    fieldTypes: apps.allUserFieldTypes(scene.appId).map(row => row.fullCode),
    fields: crm.userFields(1).filter(field => field.fieldName.startsWith('UF_CRM_PT_')).map(field => `${field.fieldName} ${field.options.map(option => option.xmlId).join()}`).sort(),
    waitingStages: crm.pipelines().flatMap(pipeline => crm.stages(2, pipeline.id)).filter(stage => stage.statusId.endsWith('PT_WAITING')).map(stage => stage.statusId),
  }
}

async function startWizard(): Promise<FrameLocator> {
  await page.goto(`${scene.portalUrl}/marketplace/`)
  await page.getByRole('button', { name: 'Установить' }).click()
  const wizard = page.frameLocator('iframe')
  await wizard.locator('.wizard__steps').waitFor()
  return wizard
}

const stepOf = (wizard: FrameLocator, name: string) => wizard.locator('.step').filter({ has: wizard.getByRole('heading', { name }) })

/** Confirms what the step in front of the administrator proposes, and waits until the wizard has left it. */
async function confirm(wizard: FrameLocator, name: string): Promise<void> {
  const step = stepOf(wizard, name)
  await step.locator('form').waitFor()
  for (const box of await step.locator('input[required]').all())
    await box.check()
  await step.getByRole('button', { name: 'Продолжить' }).click()
}

const isDone = (wizard: FrameLocator, name: string) => expect.poll(() => stepOf(wizard, name).getAttribute('class'), patiently).toMatch(/step--done/)

async function walkThrough(wizard: FrameLocator): Promise<void> {
  for (const name of ['Люди и роли', 'Стадии и пропускной пункт', 'Карточка лида']) {
    await confirm(wizard, name)
    await isDone(wizard, name)
  }
  await wizard.getByRole('button', { name: 'Завершить установку' }).click()
  await page.frameLocator('iframe').locator('.home').waitFor()
}

describe('the administrator\'s first installation', () => {
  let wizard: FrameLocator

  it('checks the portal by itself and stops at the first question, with people already guessed from departments', async () => {
    wizard = await startWizard()
    await isDone(wizard, 'Что умеет портал')
    const people = stepOf(wizard, 'Люди и роли')
    await people.locator('form').waitFor()
    const chosen = (question: RegExp) => people.getByRole('group', { name: question }).getByRole('checkbox', { checked: true }).count()
    expect(await chosen(/^Менеджеры по продажам/)).toBe(5)
    expect(await chosen(/^Маркетологи/)).toBe(2)
    expect(await chosen(/^РОП/)).toBe(1)
    expect(await people.getByLabel('Часовой пояс компании').inputValue()).toBe('Europe/Moscow')
  })

  it('goes nowhere without the confirmation of rights', async () => {
    await stepOf(wizard, 'Люди и роли').getByRole('button', { name: 'Продолжить' }).click()
    expect(await stepOf(wizard, 'Люди и роли').locator('input[required]').evaluate((box: HTMLInputElement) => box.validity.valueMissing)).toBe(true)
    expect(await stepOf(wizard, 'Люди и роли').getAttribute('class')).toMatch(/needs_choice/)
  })

  it('says which step failed and why, keeps what was done, and goes on by "try again"', async () => {
    const { knobs } = scene.running.portal
    knobs.set('restTroubles', [{ method: 'userfieldtype.add', kind: 'status', status: 403, code: 'ACCESS_DENIED', delayMs: 0, share: 1, times: null }])
    await confirm(wizard, 'Люди и роли')
    await confirm(wizard, 'Стадии и пропускной пункт')
    const failed = stepOf(wizard, 'Страницы и события')
    await failed.getByRole('alert').waitFor()
    expect(String(await failed.getByRole('alert').textContent()).trim().length).toBeGreaterThan(20)
    await isDone(wizard, 'Поля лида')
    knobs.set('restTroubles', [])
    await failed.getByRole('button', { name: 'Повторить' }).click()
    await isDone(wizard, 'Страницы и события')
  })

  it('resumes where it stopped when the page is opened again', async () => {
    await page.reload()
    wizard = page.frameLocator('iframe')
    await stepOf(wizard, 'Карточка лида').locator('form').waitFor()
    await isDone(wizard, 'Страницы и события')
  })

  it('shows nobody anything before it is finished', async () => {
    const { page: visitor } = await scene.logIn(staff.rep)
    await visitor.goto(scene.cardUrl(scene.addLead()))
    expect(await visitor.getByRole('tab').count()).toBe(0)
    await visitor.close()
  })

  it('ends with a figure of the customer\'s own, and opens the home page, which says that the gate only observes', async () => {
    await confirm(wizard, 'Карточка лида')
    await isDone(wizard, 'Первый взгляд')
    expect(await stepOf(wizard, 'Первый взгляд').textContent()).toMatch(/За прошлый месяц \d+ лид|лидов не было/)
    await wizard.getByRole('button', { name: 'Завершить установку' }).click()
    const home = page.frameLocator('iframe')
    await home.getByText('Договор пока черновик').waitFor()
    await home.getByRole('heading', { name: 'Пропускной пункт только наблюдает' }).waitFor()
    await scene.settle()
    first = belongings()
    expect(first.fieldTypes).toHaveLength(1)
    expect(new Set(first.placements).size).toBe(first.placements?.length)
    expect(new Set(first.events).size).toBe(first.events?.length)
    expect(first.waitingStages).toHaveLength(scene.running.portal.crm.pipelines().length)
  })

  it('the wizard, opened again, tells how far the past has been read, without being asked twice', async () => {
    const home = page.frameLocator('iframe')
    await home.locator('.nav__link').first().waitFor()
    const frame = ownFrames(page, scene.appUrl).at(-1)
    await frame?.evaluate(() => {
      const address = new URL((document.querySelector('.nav__link') as HTMLAnchorElement).href)
      address.pathname = '/install'
      location.href = address.href
    })
    await expect.poll(() => home.locator('[data-past]').getAttribute('data-past'), patiently).toBe('done')
    expect(await home.locator('[data-past]').textContent()).toMatch(/Прочитано всё: \d+ строк/)
  })

  it('the rep finds the tab in the card and gives a verdict there; a conversion without one is recorded and changed by nobody', async () => {
    const { page: desk } = await scene.logIn(staff.rep)
    const [judged, converted] = [scene.addLead(), scene.addLead()]
    await desk.goto(scene.cardUrl(judged))
    const tab = await openTab(desk)
    await verdictButton(tab, 'spam').click()
    await tab.getByRole('button', { name: 'Бот, пустая заявка' }).click()
    await expect.poll(() => scene.nativeOf(judged.id, 'REASON'), patiently).toEqual(['spam.bot'])
    scene.running.portal.crm.convertLead(converted.id, { contact: false, company: false, deal: true }, { kind: 'user', userId: staff.rep, appId: null })
    await expect.poll(() => scene.store.breaches.ofItem(1, { entityTypeId: 1, itemId: converted.id }), patiently).toMatchObject([{ mode: 'observe' }])
    await scene.settle()
    expect(scene.dealsOf(converted.id)[0]?.stageId).toBe('NEW')
    await desk.close()
  })
})

describe('a new version', () => {
  it.each([['that lost its widgets', false], ['that kept them', true]])('%s is followed by the wizard, and exactly one of everything is left', async (_, placementsSurviveUpdate) => {
    scene.running.portal.knobs.set('placementsSurviveUpdate', placementsSurviveUpdate)
    await page.goto(`${scene.portalUrl}/marketplace/`)
    await page.getByRole('button', { name: 'Обновить версию' }).click()
    const wizard = page.frameLocator('iframe')
    await wizard.locator('.wizard__steps').waitFor()
    await walkThrough(wizard)
    await scene.settle()
    expect(belongings()).toEqual(first)
  })
})

describe('moving out and in again', () => {
  async function uninstall(withData: boolean): Promise<void> {
    await page.goto(`${scene.portalUrl}/marketplace/`)
    await page.getByRole('button', { name: 'Удалить' }).click()
    if (withData)
      await page.getByRole('checkbox', { name: /Удалить настройки/ }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click()
    await page.getByText('Не установлено').waitFor()
    await scene.settle()
  }

  it.each([['keeping the data', false], ['with the data removed', true]])('an uninstallation %s takes every widget away; installing again leaves exactly one of everything', async (_, withData) => {
    await uninstall(withData)
    expect(scene.running.portal.apps.placements(scene.appId)).toEqual([])
    expect((await scene.store.portals.findByMemberId(scene.running.portal.settings.memberId))?.status ?? 'gone').toBe(withData ? 'gone' : 'locked')
    await walkThrough(await startWizard())
    await scene.settle()
    expect(belongings()).toEqual(first)
  })

  it('the tab works after it', async () => {
    const { page: desk } = await scene.logIn(staff.rep)
    const lead = scene.addLead()
    await desk.goto(scene.cardUrl(lead))
    const tab = await openTab(desk)
    await expect.poll(() => verdictButton(tab, 'off_target').isEnabled(), patiently).toBe(true)
    await desk.close()
  })
})

it('leaves no script error, no external request and no violation of the portal\'s contract', async () => {
  await scene.settle()
  expect(scene.faults()).toEqual([])
})
