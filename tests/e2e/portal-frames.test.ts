import type { Frame, Page } from 'playwright-core'
import type { AppRecord } from '../portal/apps/apps.ts'
import type { FrameApp } from '../support/frame-app.ts'
import type { PortalScene } from '../support/portal-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startFrameApp } from '../support/frame-app.ts'
import { openPortalScene, readyFrame } from '../support/portal-scene.ts'

let scene: PortalScene
let server: FrameApp
let app: AppRecord
let leadId: number

const admin = 1
const rep = 4
const asAdmin = { kind: 'user', userId: admin, appId: null } as const

beforeAll(async () => {
  server = await startFrameApp()
  scene = await openPortalScene()
  app = scene.portal.apps.register({ code: 'frame.app', clientId: 'local.frame', clientSecret: 'secret', title: 'Пробное приложение', appUrl: `${server.url}/app`, installUrl: `${server.url}/install`, scopes: ['crm', 'placement', 'user_brief', 'im'], version: 1 })
  leadId = scene.addLead({ title: 'Рамочный лид' }).id
})
afterAll(async () => {
  await scene.close()
  await server.close()
})

async function call(frame: Frame, method: string, params: Record<string, unknown>): Promise<unknown> {
  return await frame.evaluate(async ([name, input]) => {
    const answer = await window.b24.actions.v2.call.make({ method: name, params: input })
    return answer.getData()?.result
  }, [method, params] as const)
}

async function openCard(userId: number): Promise<Page> {
  const page = await scene.logIn(userId)
  await page.goto(`${scene.url}/crm/lead/details/${leadId}/`)
  return page
}

describe('installation', () => {
  it('shows the wizard to the administrator and says INSTALL and FIRST_RUN', async () => {
    const page = await scene.logIn(admin)
    await page.goto(`${scene.url}/marketplace/`)
    await page.getByRole('button', { name: 'Установить' }).click()
    const frame = await readyFrame(page, `${server.url}/install`)
    expect(await frame.evaluate(() => [window.b24.isInstallMode, window.b24.isFirstRun, window.b24.getLang(), window.b24.placement.placement])).toEqual([true, true, 'ru', 'DEFAULT'])
    const post = server.posts.find(one => one.path === '/install')
    expect([...post?.query.keys() ?? []].sort()).toEqual(['APP_SID', 'DOMAIN', 'LANG', 'PROTOCOL'])
    expect([...post?.form.keys() ?? []]).toEqual(['AUTH_ID', 'AUTH_EXPIRES', 'REFRESH_ID', 'SERVER_ENDPOINT', 'APPLICATION_TOKEN', 'APPLICATION_SCOPE', 'member_id', 'status', 'PLACEMENT'])
  })

  it('opens no frame for others before installFinish, and binds placements in a batch meanwhile', async () => {
    const page = await scene.logIn(admin)
    await page.goto(`${scene.url}/marketplace/app/${app.id}/`)
    const frame = await readyFrame(page, `${server.url}/install`)
    const bound = await frame.evaluate(async (url) => {
      const bind = (PLACEMENT: string, path: string): [string, Record<string, unknown>] => ['placement.bind', { PLACEMENT, HANDLER: url + path, TITLE: `Title ${path}`, LANG_ALL: { ru: { TITLE: `Вкладка ${path}` } } }]
      const answer = await window.b24.actions.v2.batch.make({ calls: [bind('CRM_LEAD_DETAIL_TAB', '/tab'), bind('CRM_LEAD_DETAIL_TOOLBAR', '/toolbar'), bind('CRM_LEAD_LIST_MENU', '/row'), bind('CRM_ANALYTICS_MENU', '/kpi'), bind('LEFT_MENU', '/home'), bind('REST_APP_URI', '/link'), ['userfieldtype.add', { USER_TYPE_ID: 'verdict', HANDLER: `${url}/field`, TITLE: 'Verdict', DESCRIPTION: '', OPTIONS: { height: 110 } }]], options: { isHaltOnError: true } })
      return answer.getErrorMessages()
    }, server.url)
    expect(bound).toEqual([])
    const visitor = await scene.logIn(rep)
    await visitor.goto(`${scene.url}/marketplace/app/${app.id}/`)
    expect(await visitor.getByText('Приложение установлено не до конца').isVisible()).toBe(true)
    await visitor.goto(`${scene.url}/crm/lead/details/${leadId}/`)
    expect(await visitor.getByRole('tab').count()).toBe(0)
    expect(visitor.frames()).toHaveLength(1)
  })

  it('reloads into the application\'s own page after installFinish', async () => {
    const page = await scene.logIn(admin)
    await page.goto(`${scene.url}/marketplace/app/${app.id}/`)
    const frame = await readyFrame(page, `${server.url}/install`)
    await frame.evaluate(() => void window.b24.installFinish())
    const opened = await readyFrame(page, `${server.url}/app`)
    expect(await opened.evaluate(() => [window.b24.isInstallMode, window.b24.isFirstRun])).toEqual([false, false])
    scene.portal.crm.userFieldStore.add({ entityTypeId: 1, fieldName: 'UF_CRM_CARD', userTypeId: `rest_${app.id}_verdict`, xmlId: 'CARD', sort: 10, multiple: false, mandatory: false, showFilter: 'N', showInList: true, editInList: true, isSearchable: false, editFormLabel: { ru: 'Вердикт', en: 'Verdict' }, listColumnLabel: {}, listFilterLabel: {}, errorMessage: {}, helpMessage: {}, settings: {}, options: [] }, asAdmin)
  })
})

describe('a tab of the card', () => {
  it('learns which lead it stands on and reads it over REST', async () => {
    const page = await openCard(rep)
    await page.getByRole('tab', { name: 'Вкладка /tab' }).click()
    const frame = await readyFrame(page, `${server.url}/tab`)
    expect(await frame.evaluate(() => window.b24.placement.options)).toEqual({ ID: String(leadId), URI: `/crm/lead/details/${leadId}/` })
    expect(await call(frame, 'crm.item.get', { entityTypeId: 1, id: leadId })).toMatchObject({ item: { id: leadId, title: 'Рамочный лид' } })
    expect(await frame.evaluate(() => window.b24.placement.getInterface())).toEqual({ command: ['reloadData'], event: [] })
  })

  it('grows by resizeWindow, takes fresh tokens, and gets no answer to a command nobody knows', async () => {
    const page = await openCard(rep)
    await page.getByRole('tab', { name: 'Вкладка /tab' }).click()
    const frame = await readyFrame(page, `${server.url}/tab`)
    await frame.evaluate(() => window.b24.parent.resizeWindow(800, 777))
    expect(await page.locator('[role="tabpanel"]:not([hidden]) iframe').evaluate(element => element.clientHeight)).toBe(777)
    const renewed = await frame.evaluate(async () => {
      const before = window.b24.auth.getAuthData()
      const after = await window.b24.auth.refreshAuth()
      return [before && before.access_token, after && after.access_token]
    })
    expect(renewed[0]).not.toBe(renewed[1])
    expect(scene.portal.tokens.byAccessToken(String(renewed[1]))).toMatchObject({ userId: rep, appId: app.id, isExpired: false })
    expect(await frame.evaluate(() => window.b24.placement.call('makeCoffee', {}))).toEqual({ isSafely: true })
  })

  it('draws the card anew by reloadData while its own frame lives on', async () => {
    const page = await openCard(rep)
    await page.getByRole('tab', { name: 'Вкладка /tab' }).click()
    const frame = await readyFrame(page, `${server.url}/tab`)
    await frame.evaluate(() => Object.assign(window, { answers: { kept: true } }))
    await call(frame, 'crm.item.update', { entityTypeId: 1, id: leadId, fields: { title: 'Переименован рамкой' } })
    await frame.evaluate(() => window.b24.placement.call('reloadData', {}))
    await page.getByRole('heading', { name: 'Переименован рамкой' }).waitFor()
    expect(await frame.evaluate(() => window.answers.kept)).toBe(true)
  })

  it('opens a card in a slider by openPath and hears when it is closed; refuses other paths', async () => {
    const page = await openCard(rep)
    await page.getByRole('tab', { name: 'Вкладка /tab' }).click()
    const frame = await readyFrame(page, `${server.url}/tab`)
    await frame.evaluate((path) => {
      window.answers = {}
      void window.b24.slider.openPath(window.b24.slider.getUrl(path), 950).then(closed => Object.assign(window.answers, { closed }))
    }, `/crm/lead/details/${leadId}/`)
    const slider = page.locator('dialog.slider')
    await page.frameLocator('dialog.slider iframe.page').getByRole('heading', { level: 1 }).waitFor()
    expect(await slider.evaluate(element => element.clientWidth)).toBe(950)
    expect(await frame.evaluate(() => window.answers)).toEqual({})
    await slider.getByRole('button', { name: 'Закрыть' }).click()
    await expect.poll(() => frame.evaluate(() => window.answers.closed)).toEqual({ isOpenAtNewWindow: false, isClose: true })
    const refusal = await frame.evaluate(() => window.b24.slider.openPath(window.b24.slider.getUrl('/_knobs/page/')).then(() => 'opened', error => String(error)))
    expect(refusal).toContain('PATH_NOT_AVAILABLE')
  })

  it('opens its own page in a slider with parameters, which closes itself', async () => {
    const page = await openCard(rep)
    await page.getByRole('tab', { name: 'Вкладка /tab' }).click()
    const frame = await readyFrame(page, `${server.url}/tab`)
    await frame.evaluate(() => void window.b24.slider.openSliderAppPage({ place: 'form', bx24_width: 700, bx24_title: 'Форма' }))
    const inner = await readyFrame(page, `${server.url}/app`)
    expect(await inner.evaluate(() => window.b24.placement.options.place)).toBe('form')
    expect(await page.getByRole('dialog', { name: 'Форма' }).evaluate(element => element.clientWidth)).toBe(700)
    await inner.evaluate(() => void window.b24.parent.closeApplication().catch(() => undefined)).catch(() => undefined)
    await page.locator('dialog.slider').waitFor({ state: 'detached' })
  })

  it('lets the person choose colleagues and leads', async () => {
    const page = await openCard(rep)
    await page.getByRole('tab', { name: 'Вкладка /tab' }).click()
    const frame = await readyFrame(page, `${server.url}/tab`)
    const chosen = frame.evaluate(() => window.b24.dialog.selectUser())
    await page.getByRole('dialog', { name: 'Выбор сотрудника' }).getByRole('button', { name: /Виктор Громов/ }).click()
    expect(await chosen).toMatchObject({ id: '3', name: 'Виктор Громов' })
    const leads = frame.evaluate(() => window.b24.dialog.selectCRM({ entityType: ['lead'], multiple: false }))
    await page.getByRole('dialog', { name: 'Выбор элемента CRM' }).getByRole('button', { name: /Переименован рамкой/ }).click()
    expect(await leads).toMatchObject({ lead: [{ id: `L_${leadId}`, type: 'lead' }] })
  })

  it('keeps options of the person; options of the application only by an administrator', async () => {
    const page = await openCard(rep)
    await page.getByRole('tab', { name: 'Вкладка /tab' }).click()
    const frame = await readyFrame(page, `${server.url}/tab`)
    await frame.evaluate(() => window.b24.options.userSet('theme', 'calm'))
    await frame.evaluate(() => window.b24.options.appSet('shared', 'x'))
    expect(scene.portal.work.options.user(app.id, rep)).toEqual({ theme: 'calm' })
    expect(scene.portal.work.options.app(app.id)).toEqual({})
  })
})

describe('a field of the application', () => {
  it('is a fresh frame in each mode; setValue is saved with the card', async () => {
    const page = await openCard(rep)
    const seen = await readyFrame(page, `${server.url}/field`)
    expect(await seen.evaluate(() => window.b24.placement.options)).toMatchObject({ MODE: 'view', ENTITY_ID: 'CRM_LEAD', FIELD_NAME: 'UF_CRM_CARD', ENTITY_VALUE_ID: String(leadId), VALUE: null, MULTIPLE: 'N', MANDATORY: 'N', XML_ID: 'CARD' })
    await page.getByRole('button', { name: 'Изменить: Дополнительно' }).click()
    await expect.poll(async () => (await readyFrame(page, `${server.url}/field`)).evaluate(() => window.b24.placement.options.MODE)).toBe('edit')
    const frame = await readyFrame(page, `${server.url}/field`)
    await frame.evaluate(() => window.b24.placement.setValue('{"verdict":"qualified: \\"да\\""}'))
    expect(scene.portal.crm.get(1, leadId)?.UF_CRM_CARD).toBeUndefined()
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await expect.poll(async () => (await readyFrame(page, `${server.url}/field`)).evaluate(() => window.b24.placement.options)).toMatchObject({ MODE: 'view', VALUE: '{"verdict":"qualified: \\"да\\""}' })
  })

  it('stands on a new card with id 0', async () => {
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/details/0/`)
    const frame = await readyFrame(page, `${server.url}/field`)
    expect(await frame.evaluate(() => window.b24.placement.options)).toMatchObject({ MODE: 'edit', ENTITY_VALUE_ID: '0' })
    await frame.evaluate(() => window.b24.placement.setValue('with the card'))
    await page.getByRole('textbox', { name: 'Название', exact: true }).fill('С полем')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await page.waitForURL(/details\/[1-9]\d*\//)
    expect(scene.portal.crm.get(1, Number(/details\/(\d+)/.exec(page.url())?.[1]))?.UF_CRM_CARD).toBe('with the card')
  })
})

describe('messages', () => {
  it('answers nobody but the frame that asks, under its own sid', async () => {
    const page = await openCard(rep)
    await page.getByRole('tab', { name: 'Вкладка /tab' }).click()
    const frame = await readyFrame(page, `${server.url}/tab`)
    const heard = await frame.evaluate(async () => {
      const answers: string[] = []
      window.addEventListener('message', event => answers.push(String(event.data)))
      window.parent.postMessage('getInitData:KEY:someone-elses-sid', '*')
      window.parent.postMessage({ hello: 1 }, '*')
      await new Promise(resolve => setTimeout(resolve, 400))
      return answers
    })
    expect(heard).toEqual([])
  })

  it('keeps a frame from acting through the pages of the portal', async () => {
    const page = await openCard(rep)
    await page.getByRole('tab', { name: 'Вкладка /tab' }).click()
    const frame = await readyFrame(page, `${server.url}/tab`)
    await frame.evaluate(async ([url, id]) => {
      await fetch(`${url}/_host/item/lead/${id}/delete`, { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{}' }).catch(() => {})
    }, [scene.url, leadId] as const)
    expect(scene.portal.crm.get(1, leadId)).toBeDefined()
  })
})

describe('removal', () => {
  it('takes widgets away and, when asked, the data', async () => {
    const page = await scene.logIn(admin)
    await page.goto(`${scene.url}/marketplace/`)
    await page.getByRole('button', { name: 'Удалить' }).click()
    await page.getByRole('checkbox', { name: /Удалить настройки/ }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Удалить' }).click()
    await page.getByText('Не установлено').waitFor()
    expect(scene.portal.work.options.user(app.id, rep)).toEqual({})
    await page.goto(`${scene.url}/crm/lead/details/${leadId}/`)
    expect(await page.getByRole('tab').count()).toBe(0)
    expect(await page.getByText('Приложение вам недоступно').isVisible()).toBe(true)
  })
})

it('runs without a script error on any page', () => {
  expect(scene.pageErrors).toEqual([])
})
