import type { FrameLocator } from 'playwright-core'
import type { Desk, SpineScene } from '../support/spine-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disputedCall } from '../support/review-page.ts'
import { openSpineScene, openTab, PATIENCE_MS, staff } from '../support/spine-scene.ts'

const patiently = { timeout: PATIENCE_MS }

let scene: SpineScene
let desk: Desk
beforeAll(async () => {
  scene = await openSpineScene()
  desk = await scene.logIn(staff.rep)
})
afterAll(() => scene.close())

async function tabOf(leadId: number): Promise<FrameLocator> {
  await scene.openCard(desk.page, { id: leadId })
  return openTab(desk.page)
}

const timeOf = (tab: FrameLocator): Promise<number> => tab.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime)
const isPaused = (tab: FrameLocator): Promise<boolean> => tab.locator('audio').evaluate((audio: HTMLAudioElement) => audio.paused)

describe('calls in the tab of the lead', () => {
  it('play: time advances, a hand and a key move it, the speed doubles', async () => {
    const tab = await tabOf((await disputedCall(scene)).leadId)
    await tab.getByRole('button', { name: /Исходящий, 1:00/ }).click()
    const player = tab.getByRole('group', { name: 'Запись звонка' })
    await player.getByRole('button', { name: 'Слушать', exact: true }).click()
    await expect.poll(() => timeOf(tab), patiently).toBeGreaterThan(0.5)
    await player.getByRole('combobox', { name: 'Скорость' }).selectOption('2')
    expect(await tab.locator('audio').evaluate((audio: HTMLAudioElement) => audio.playbackRate)).toBe(2)
    await player.getByRole('button', { name: 'Вперёд на 15 секунд' }).click()
    await expect.poll(() => timeOf(tab), patiently).toBeGreaterThan(15)
    await player.getByRole('button', { name: 'Пауза' }).click()
    await expect.poll(() => isPaused(tab), patiently).toBe(true)
    const before = await timeOf(tab)
    await player.press('ArrowLeft')
    await expect.poll(() => timeOf(tab), patiently).toBeLessThan(before - 4)
    await player.getByRole('slider').fill('50')
    await expect.poll(() => timeOf(tab), patiently).toBe(50)
    expect(scene.faults()).toEqual([])
  })

  it('play from the pinned moment of a dispute, which the thread tells; the rep answers beside it', async () => {
    const tab = await tabOf((await disputedCall(scene)).leadId)
    await tab.getByText('«клиент спрашивает о доставке»').waitFor()
    await tab.getByRole('button', { name: 'Слушать с 0:20', exact: true }).click()
    await expect.poll(() => timeOf(tab), patiently).toBeGreaterThan(20.2)
    expect(await timeOf(tab)).toBeLessThan(59)
    await tab.getByRole('button', { name: /^Слушать с 0:20: .*доставке/ }).waitFor()
    await tab.getByRole('textbox', { name: 'Почему вы оставляете свой вердикт' }).fill('он продавал рекламу')
    await tab.getByRole('button', { name: 'Оставить вердикт' }).click()
    await tab.getByText('Менеджер ответил').waitFor()
    await tab.getByText('«он продавал рекламу»').waitFor()
    expect(await tab.getByRole('button', { name: 'Оставить вердикт' }).count()).toBe(0)
    expect(scene.faults()).toEqual([])
  })

  it('say why there is nothing to play', async () => {
    const { id } = scene.addLead()
    scene.running.portal.work.calls.make({ userId: staff.rep, phoneNumber: '79990000001', durationSec: 30, recorded: false, owner: { entityTypeId: 1, entityId: id } }, { kind: 'user', userId: staff.rep, appId: null })
    await scene.settle()
    const tab = await tabOf(id)
    await tab.getByRole('button', { name: /Исходящий, 0:30/ }).click()
    await tab.getByText('Запись ещё не готова').waitFor()
    expect(await tab.locator('audio').count()).toBe(0)
    expect(scene.faults()).toEqual([])
  })
})
