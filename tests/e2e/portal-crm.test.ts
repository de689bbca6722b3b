import type { PortalScene } from '../support/portal-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPortalScene } from '../support/portal-scene.ts'

let scene: PortalScene

beforeAll(async () => {
  scene = await openPortalScene()
})
afterAll(() => scene.close())

const rep = 4

function stageIds(): string[] {
  return scene.portal.crm.stages(1).map(stage => stage.statusId)
}

function stageOf(id: number): string | undefined {
  return scene.portal.crm.get(1, id)?.stageId
}

describe('log in', () => {
  it('lets a newcomer choose an employee and lands on the leads; log out ends it', async () => {
    const context = await scene.browser.newContext()
    const page = await context.newPage()
    await page.goto(`${scene.url}/crm/lead/list/?find=x`)
    expect(page.url()).toContain('/?next=')
    await page.getByRole('button', { name: /Ольга Верная/ }).click()
    await page.waitForURL(/\/crm\/lead\/list\/\?find=x/)
    await page.getByRole('button', { name: 'Ольга Верная' }).click()
    await page.getByRole('button', { name: 'Выйти' }).click()
    await page.getByRole('heading', { name: 'Кто вы?' }).waitFor()
    await page.goto(`${scene.url}/crm/lead/list/`)
    expect(await page.getByRole('heading', { name: 'Кто вы?' }).isVisible()).toBe(true)
    await context.close()
  })
})

describe('kanban', () => {
  it('moves a card that is dragged to another column, as the person who dragged it', async () => {
    const lead = scene.addLead()
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/kanban/`)
    const target = stageIds()[1] ?? ''
    const from = await page.locator(`[data-item="${lead.id}"] .foot`).boundingBox()
    const to = await page.locator(`[data-column="${target}"]`).boundingBox()
    if (!from || !to)
      throw new Error('The card or the column is not drawn')
    await page.mouse.move(from.x + 20, from.y + 8)
    await page.mouse.down()
    await page.mouse.move(to.x + 60, to.y + 120, { steps: 8 })
    await page.mouse.up()
    await page.locator(`[data-column="${target}"] [data-item="${lead.id}"]`).waitFor()
    expect(stageOf(lead.id)).toBe(target)
    expect(scene.portal.crm.get(1, lead.id)?.movedBy).toBe(rep)
    expect(page.url()).toContain('/kanban/')
  })

  it('moves a card by keyboard through the menu', async () => {
    const lead = scene.addLead({ title: 'Клавиатура' })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/kanban/`)
    await page.locator(`[data-move="${lead.id}"]`).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: scene.portal.crm.stages(1)[1]?.name }).focus()
    await page.keyboard.press('Enter')
    await page.locator(`[data-column="${stageIds()[1]}"] [data-item="${lead.id}"]`).waitFor()
  })

  it('asks for the fields a stage requires and moves only with them', async () => {
    scene.portal.crm.settings.stageRequirements.push({ entityTypeId: 1, pipelineId: 0, fieldName: 'companyTitle', stageIds: ['PROCESSED'] })
    const lead = scene.addLead({ title: 'Обязательные' })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/details/${lead.id}/`)
    await page.locator('[data-stage="PROCESSED"]').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Отмена' }).click()
    expect(stageOf(lead.id)).toBe(lead.stageId)
    await page.locator('[data-stage="PROCESSED"]').click()
    await dialog.getByRole('textbox', { name: 'Название компании' }).fill('ООО Ромашка')
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await page.locator('[data-stage="PROCESSED"][aria-current]').waitFor()
    expect(scene.portal.crm.get(1, lead.id)?.companyTitle).toBe('ООО Ромашка')
    scene.portal.crm.settings.stageRequirements.length = 0
  })

  it('shows within seconds what somebody else has moved', async () => {
    const lead = scene.addLead({ title: 'Живой' })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/kanban/`)
    await page.locator(`[data-item="${lead.id}"]`).waitFor()
    await page.waitForTimeout(2200)
    scene.portal.crm.update(1, lead.id, { stageId: 'PROCESSED' }, { kind: 'system' }, 'robot')
    await page.locator(`[data-column="PROCESSED"] [data-item="${lead.id}"]`).waitFor()
  })
})

describe('card', () => {
  it('creates a lead with its phone', async () => {
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/details/0/`)
    await page.getByRole('textbox', { name: 'Название', exact: true }).fill('Новая заявка')
    await page.getByRole('textbox', { name: 'Телефон' }).fill('+7 900 111-22-33')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await page.waitForURL(/details\/[1-9]\d*\//)
    const id = Number(/details\/(\d+)/.exec(page.url())?.[1])
    const lead = scene.portal.crm.get(1, id)
    expect([lead?.title, lead?.fm?.[0]?.value, lead?.createdBy, lead?.assignedById]).toEqual(['Новая заявка', '+7 900 111-22-33', rep, rep])
  })

  it('edits one section and shows the saved values', async () => {
    const lead = scene.addLead({ fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '+7 900 000-00-01' }] })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/details/${lead.id}/`)
    await page.getByRole('button', { name: 'Изменить: О лиде' }).click()
    await page.getByRole('textbox', { name: 'Название', exact: true }).fill('<b>Окна</b> & двери')
    await page.getByRole('spinbutton', { name: 'Сумма' }).fill('125000')
    await page.getByRole('textbox', { name: 'Телефон' }).first().fill('+7 900 000-00-02')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByRole('heading', { name: '<b>Окна</b> & двери' }).waitFor()
    const saved = scene.portal.crm.get(1, lead.id)
    expect([saved?.title, saved?.opportunity, saved?.fm?.map(entry => entry.value)]).toEqual(['<b>Окна</b> & двери', 125000, ['+7 900 000-00-02']])
  })

  it('warns before saving over somebody else\'s change of the same field', async () => {
    const lead = scene.addLead({ title: 'Спор' })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/details/${lead.id}/`)
    await page.getByRole('button', { name: 'Изменить: О лиде' }).click()
    await page.getByRole('textbox', { name: 'Название', exact: true }).fill('Моё')
    scene.portal.crm.update(1, lead.id, { title: 'Чужое' }, { kind: 'user', userId: 1, appId: null }, 'card')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    const dialog = page.getByRole('dialog', { name: 'Карточка изменилась' })
    expect(await dialog.textContent()).toContain('Название')
    await dialog.getByRole('button', { name: 'Показать новые значения' }).click()
    await page.getByRole('heading', { name: 'Чужое' }).waitFor()
    expect(scene.portal.crm.get(1, lead.id)?.title).toBe('Чужое')
  })

  it('keeps a form being edited while the card around it changes', async () => {
    const lead = scene.addLead({ title: 'Черновик' })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/details/${lead.id}/`)
    await page.waitForTimeout(2200)
    await page.getByRole('button', { name: 'Изменить: О лиде' }).click()
    await page.getByRole('textbox', { name: 'Название', exact: true }).fill('Недописанное')
    scene.portal.crm.update(1, lead.id, { stageId: 'IN_PROCESS' }, { kind: 'system' }, 'robot')
    await page.locator('[data-stage="IN_PROCESS"][aria-current]').waitFor()
    expect(await page.getByRole('textbox', { name: 'Название', exact: true }).inputValue()).toBe('Недописанное')
  })

  it('leaves a comment and shows stage moves in the timeline', async () => {
    const lead = scene.addLead()
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/details/${lead.id}/`)
    await page.getByRole('textbox', { name: 'Оставьте комментарий' }).fill('Перезвонить <завтра>')
    await page.getByRole('button', { name: 'Отправить' }).click()
    await page.getByText('Перезвонить <завтра>').waitFor()
    await page.locator('[data-stage="IN_PROCESS"]').click()
    await page.locator('.timeline').getByText('Смена стадии').waitFor()
    expect(scene.portal.work.timeline.commentsOf({ entityTypeId: 1, entityId: lead.id })[0]?.authorId).toBe(rep)
  })

  it('converts a lead into a contact and a deal that knows its lead', async () => {
    const lead = scene.addLead({ title: 'К сделке' })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/details/${lead.id}/`)
    await page.getByRole('button', { name: 'Завершить обработку' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Сконвертировать' }).click()
    await page.getByRole('heading', { name: 'Созданные сделки' }).waitFor()
    expect(scene.portal.crm.stageOf(1, scene.portal.crm.get(1, lead.id) ?? lead)?.semanticId).toBe('S')
    const deals = scene.portal.crm.list(2, { filter: { leadId: lead.id } }, { kind: 'user', userId: 1, appId: null })
    expect(deals.total).toBe(1)
  })

  it('closes a lead as junk from the same dialog', async () => {
    const lead = scene.addLead({ title: 'В мусор' })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/details/${lead.id}/`)
    await page.getByRole('button', { name: 'Завершить обработку' }).click()
    await page.locator('[data-junk-stage="JUNK"]').click()
    await page.locator('[data-stage="JUNK"][aria-current]').waitFor()
    expect(stageOf(lead.id)).toBe('JUNK')
  })

  it('opens from the list in a slider that Esc closes, focus returning to the link', async () => {
    const lead = scene.addLead({ title: 'В слайдере' })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/list/`)
    const link = page.getByRole('link', { name: 'В слайдере' }).first()
    await link.focus()
    await page.keyboard.press('Enter')
    const inside = page.frameLocator('dialog.slider iframe.page')
    await inside.getByRole('heading', { name: 'В слайдере' }).waitFor()
    expect(await inside.locator('#left-menu').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.locator('dialog.slider').waitFor({ state: 'detached' })
    expect(await link.evaluate(element => element === document.activeElement)).toBe(true)
    expect(lead.id).toBeGreaterThan(0)
  })

  it('is closed to people who may not read it', async () => {
    const lead = scene.addLead({ assignedById: 5 })
    const page = await scene.logIn(rep)
    const answer = await page.goto(`${scene.url}/crm/lead/details/${lead.id}/`)
    expect(answer?.status()).toBe(403)
    expect((await page.goto(`${scene.url}/crm/lead/details/999999/`))?.status()).toBe(404)
  })
})

describe('list', () => {
  it('changes the ticked rows and says how many', async () => {
    const leads = [scene.addLead({ title: 'Масса 1' }), scene.addLead({ title: 'Масса 2' })]
    const page = await scene.logIn(1)
    await page.goto(`${scene.url}/crm/lead/list/?find=${encodeURIComponent('Масса')}`)
    await page.getByRole('checkbox', { name: 'Выбрать все на странице' }).check()
    await page.getByRole('combobox', { name: 'Сменить стадию' }).selectOption('IN_PROCESS')
    await page.getByRole('button', { name: 'Изменить выбранные' }).click()
    await page.getByText('Изменено: 2').waitFor()
    expect(leads.map(lead => stageOf(lead.id))).toEqual(['IN_PROCESS', 'IN_PROCESS'])
  })

  it('shows the columns the person has chosen', async () => {
    scene.addLead({ utmCampaign: 'brand-msk', title: 'С кампанией' })
    const page = await scene.logIn(rep)
    await page.goto(`${scene.url}/crm/lead/list/`)
    await page.getByRole('button', { name: 'Колонки' }).click()
    await page.getByRole('checkbox', { name: 'UTM Campaign' }).check()
    await page.getByRole('button', { name: 'Применить' }).click()
    await page.getByRole('cell', { name: 'brand-msk' }).first().waitFor()
  })

  it('imports leads from a pasted CSV and names the rows it left out', async () => {
    const page = await scene.logIn(1)
    await page.goto(`${scene.url}/crm/import/`)
    await page.getByRole('textbox').fill('TITLE;PHONE;OPPORTUNITY\nИз файла;+79001112233;100\nПлохая;;много')
    await page.getByRole('button', { name: 'Загрузить' }).click()
    await page.getByText('Загружено лидов: 1').waitFor()
    expect(scene.portal.crm.list(1, { filter: { title: 'Из файла' } }, { kind: 'user', userId: 1, appId: null }).total).toBe(1)
  })
})

it('runs without a script error on any page', () => {
  expect(scene.pageErrors).toEqual([])
})
