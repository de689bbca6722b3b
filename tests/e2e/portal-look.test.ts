import type { PortalScene } from '../support/portal-scene.ts'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPortalScene } from '../support/portal-scene.ts'

let scene: PortalScene
let leadId: number

const admin = 1
const hostile = ['<img src=x onerror=alert(1)>', '"><script>alert(2)</script>', '=HYPERLINK("http://x";"y")', '\u202Eтекст\u202C مرحبا بالعالم', '👩‍👩‍👧‍👦 семья 🚀', '{{7*7}} %00 \\u003cb>', 'Длинноесловобезпробелов'.repeat(6)]

beforeAll(async () => {
  scene = await openPortalScene()
  const { portal } = scene
  const as = { kind: 'user', userId: admin, appId: null } as const
  portal.people.add({ name: '<b>Злой</b>', lastName: '"><img src=x onerror=alert(3)>', position: '<u>должность</u>', departmentIds: [2] })
  const leads = hostile.map(name => scene.addLead({ title: name, name, lastName: name, comments: name, utmCampaign: name, companyTitle: name, fm: [{ typeId: 'PHONE', valueType: 'WORK', value: name }, { typeId: 'PHONE', valueType: 'WORK', value: '+7 900 123-45-67' }] }))
  leadId = leads[0]?.id ?? 0
  const owner = { entityTypeId: 1, entityId: leadId }
  hostile.forEach(text => portal.work.timeline.addComment({ owner, text, authorId: admin, fileIds: [] }, as))
  portal.work.timeline.addLogMessage({ owner, title: hostile[0] ?? '', text: hostile[1] ?? '', iconCode: 'info', authorId: admin, appId: null })
  portal.work.notifications.add({ userId: admin, authorId: admin, kind: 'personal', appId: null, text: `[url=javascript:alert(4)]${hostile[0]}[/url]`, textOut: '', tag: '', subTag: '', attach: null })
  portal.work.tasks.add({ title: hostile[0] ?? '', description: hostile[1] ?? '', createdBy: admin, responsibleId: admin, crm: ['L_1', 'X_2'] }, as)
  const deal = portal.crm.add(2, { title: hostile[0] ?? '', assignedById: admin }, as)
  hostile.forEach(productName => portal.crm.productRows.put({ ownerType: 'D', ownerId: deal.id, productId: 0, productName, price: 1000, quantity: 2, discountTypeId: 2, discountRate: 0, discountSum: 0, taxRate: null, taxIncluded: 'N', measureCode: 796, measureName: 'шт', sort: 10 }))
  hostile.forEach(text => portal.work.notifications.addMessage({ dialogId: '1', authorId: 3, text, attach: null, isSystem: false }))
  portal.work.calls.make({ userId: admin, phoneNumber: '79001234567', durationSec: 48, owner }, as)
  portal.apps.register({ code: 'x', clientId: 'local.x', clientSecret: 's', title: hostile[0] ?? '', appUrl: 'http://127.0.0.1:9/', installUrl: '', scopes: ['crm'], version: 1 })
})
afterAll(() => scene.close())

function paths(): [string, string][] {
  return [
    ['people', '/'],
    ['lead kanban', '/crm/lead/kanban/'],
    ['lead list', '/crm/lead/list/'],
    ['lead card', `/crm/lead/details/${leadId}/`],
    ['new lead', '/crm/lead/details/0/'],
    ['deal kanban', '/crm/deal/kanban/'],
    ['deal list', '/crm/deal/list/'],
    ['market', '/marketplace/'],
    ['analytics', '/crm/analytics/'],
    ['tasks', '/company/personal/user/1/tasks/'],
    ['messenger', '/online/'],
    ['a conversation', '/online/?IM_DIALOG=3'],
    ['sorted list', '/crm/lead/list/?sort=opportunity&dir=desc'],
    ['deal card', '/crm/deal/details/1/'],
    ['duplicates', '/crm/duplicates/'],
    ['import', '/crm/import/'],
    ['settings', '/crm/configs/'],
    ['knobs', '/_knobs/page/'],
  ]
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding { id: string, impact: string | null, nodes: { html: string }[] }

describe('every page', () => {
  it('has no serious accessibility fault, in either language', async () => {
    const found: string[] = []
    for (const language of ['ru', 'en'] as const) {
      const page = await scene.logIn(admin, { language })
      for (const [name, path] of paths()) {
        await page.goto(scene.url + path)
        // The page forbids foreign scripts; the checker is put in past that rule.
        await page.evaluate(axe)
        const violations = await page.evaluate('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }).then(result => result.violations)') as Finding[]
        found.push(...violations.filter(one => one.impact === 'serious' || one.impact === 'critical').map(one => `${name} ${language}: ${one.id} ${one.nodes[0]?.html.slice(0, 160)}`))
      }
    }
    expect(found).toEqual([])
  })

  it('never scrolls sideways between 360 and 1920 px', async () => {
    const wide: string[] = []
    for (const width of [360, 768, 1280, 1920]) {
      const page = await scene.logIn(admin, { width, language: width === 768 ? 'en' : 'ru' })
      for (const [name, path] of paths()) {
        await page.goto(scene.url + path)
        const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        if (excess > 0)
          wide.push(`${name} at ${width}: ${excess} px`)
      }
    }
    expect(wide).toEqual([])
  })

  it('shows hostile names as the texts they are', async () => {
    const page = await scene.logIn(admin)
    for (const [, path] of paths()) {
      await page.goto(scene.url + path)
      expect(await page.locator('img').count()).toBe(0)
    }
    await page.goto(`${scene.url}/crm/lead/kanban/`)
    for (const name of hostile)
      expect(await page.locator('.kanban-card .title').allTextContents()).toContain(name)
    await page.getByRole('button', { name: /Уведомления/ }).click()
    expect(await page.locator('#notices .notice a').getAttribute('href')).toBe('#')
  })

  it('plays a call of the timeline and can skip in it', async () => {
    const page = await scene.logIn(admin)
    await page.goto(`${scene.url}/crm/lead/details/${leadId}/`)
    const audio = page.locator('audio')
    await expect.poll(() => audio.evaluate((player: HTMLAudioElement) => Math.round(player.duration))).toBe(48)
    await audio.evaluate((player: HTMLAudioElement) => Object.assign(player, { currentTime: 30 }))
    await expect.poll(() => audio.evaluate((player: HTMLAudioElement) => player.seeking ? 0 : Math.round(player.currentTime))).toBe(30)
  })

  it('folds the menu on a narrow screen and opens it by its button', async () => {
    const page = await scene.logIn(admin, { width: 360 })
    await page.goto(`${scene.url}/crm/lead/kanban/`)
    const link = page.getByRole('link', { name: 'Сделки' })
    expect(await link.isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Меню' }).click()
    await link.click()
    await page.waitForURL(/\/crm\/deal\/kanban\//)
  })

  it('speaks the language the person switches to', async () => {
    const page = await scene.logIn(admin)
    await page.goto(`${scene.url}/crm/lead/list/?find=x`)
    await page.getByRole('button', { name: /EN/ }).click()
    await page.getByRole('heading', { name: 'Leads' }).waitFor()
    expect(page.url()).toContain('find=x')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })
})

describe('settings', () => {
  it('makes a field required from a stage on, and hangs a robot that counts its messages', async () => {
    const page = await scene.logIn(admin)
    await page.goto(`${scene.url}/crm/configs/`)
    const rules = page.locator('section', { hasText: 'Обязательные поля по стадиям' })
    await rules.locator('select[name="field"]').selectOption('1:companyTitle')
    await rules.locator('select[name="stage"]').selectOption('1:0:PROCESSED')
    await rules.getByRole('button', { name: 'Сделать обязательным' }).click()
    await page.getByText(/Название компании — Обработан/).waitFor()
    expect(scene.portal.crm.settings.stageRequirements[0]?.stageIds).toEqual(['PROCESSED', 'CONVERTED'])
    await page.getByRole('button', { name: 'Добавить робота' }).click()
    await page.locator('form[action$="/robots/remove"]').waitFor()
    const first = scene.portal.crm.stages(1)[0]?.statusId ?? ''
    const lead = scene.addLead({ stageId: 'IN_PROCESS' })
    scene.portal.crm.update(1, lead.id, { stageId: first }, { kind: 'user', userId: admin, appId: null }, 'kanban')
    await page.reload()
    expect(await page.getByText('Роботы отправили клиентам сообщений: 1').isVisible()).toBe(true)
  })

  it('is closed to people who are no CRM administrators', async () => {
    const page = await scene.logIn(4)
    expect((await page.goto(`${scene.url}/crm/configs/`))?.status()).toBe(403)
  })

  it('turns knobs by the page and says which value is wrong', async () => {
    const page = await scene.logIn(admin)
    await page.goto(`${scene.url}/_knobs/page/`)
    await page.getByLabel('Тариф без телефонии').selectOption('true')
    await page.getByLabel('Доля потерянных событий (0–1)').fill('0.5')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByText('Переключатели сохранены').waitFor()
    expect([scene.portal.knobs.get('telephonyMissing'), scene.portal.knobs.get('dropEvents')]).toEqual([true, 0.5])
    await page.getByLabel('Неполадки выбранных методов (JSON)').fill('[{"kind":"explode"}]')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByText(/Не принято: restTroubles/).waitFor()
    await page.getByRole('button', { name: 'Сбросить' }).click()
    await page.getByText('Переключатели сохранены').waitFor()
    expect(scene.portal.knobs.get('telephonyMissing')).toBe(false)
  })

  it('merges leads that share a phone into the chosen one', async () => {
    const [kept, gone] = [scene.addLead({ title: 'Главный', fm: [{ typeId: 'EMAIL', valueType: 'WORK', value: 'same@example.com' }] }), scene.addLead({ title: 'Лишний', fm: [{ typeId: 'EMAIL', valueType: 'WORK', value: 'same@example.com' }] })]
    const page = await scene.logIn(admin)
    await page.goto(`${scene.url}/crm/duplicates/`)
    await page.locator('form', { hasText: 'same@example.com' }).getByRole('button', { name: 'Объединить' }).click()
    await page.getByText('Объединено: 2').waitFor()
    expect([scene.portal.crm.get(1, kept.id)?.title, scene.portal.crm.get(1, gone.id)]).toEqual(['Главный', undefined])
  })

  it('finishes a task', async () => {
    const task = scene.portal.work.tasks.add({ title: 'Вопрос о бюджете', createdBy: 3, responsibleId: admin }, { kind: 'user', userId: 3, appId: null })
    const page = await scene.logIn(admin)
    await page.goto(`${scene.url}/company/personal/user/1/tasks/`)
    await page.locator(`#task-${task.id}`).getByRole('button', { name: 'Завершить' }).click()
    await page.locator(`#task-${task.id}`).getByText('Завершена').waitFor()
    expect(scene.portal.work.tasks.get(task.id)?.status).toBe(5)
  })
})

it('runs without a script error or a dialog of its own on any page', () => {
  expect(scene.pageErrors).toEqual([])
})
