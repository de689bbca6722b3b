import type { FrameLocator } from 'playwright-core'
import type { SpineScene } from '../support/spine-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSpineScene, PATIENCE_MS, staff } from '../support/spine-scene.ts'

const HOUR = 3_600_000

describe('two heads and one treaty', () => {
  let scene: SpineScene
  let cmo: FrameLocator
  let rop: FrameLocator
  let shiftedMs = 0
  const now = (): number => Date.now() + shiftedMs

  async function openTreaty(userId: number): Promise<FrameLocator> {
    const { page } = await scene.logIn(userId, { width: 1440, height: 1000 })
    const frame = await scene.openHome(page)
    await frame.getByRole('link', { name: 'Договор' }).click()
    await frame.locator('[data-step="funnel"]').waitFor()
    return frame
  }

  const go = (frame: FrameLocator, step: string): Promise<void> => frame.locator(`[data-step="${step}"]`).click()
  const saved = (frame: FrameLocator): Promise<void> => frame.locator('.bar__state--saved').waitFor()
  const deadline = (frame: FrameLocator) => frame.locator('[data-path="deadlines.verdictMinutes"]')
  const gateMode = async (): Promise<string> => {
    const portal = await scene.store.portals.findByMemberId(scene.running.portal.settings.memberId)
    return await scene.store.treaties.inForce(portal!.portalId, now()) === null ? 'observe' : 'enforce'
  }

  /** A rep drags a new lead beyond the handoff without a verdict. */
  function trespass(): number {
    const lead = scene.addLead()
    scene.running.portal.crm.update(1, lead.id, { stageId: 'PROCESSED' }, { kind: 'user', userId: staff.rep, appId: null })
    return lead.id
  }

  beforeAll(async () => {
    scene = await openSpineScene({ signed: false, now })
    cmo = await openTreaty(staff.cmo)
    rop = await openTreaty(staff.rop)
  })
  afterAll(() => scene.close())

  it('says from the first look what is missing for a signature', async () => {
    await go(cmo, 'sign')
    await expect(cmo.locator('.missing').textContent()).resolves.toMatch(/До подписи не хватает: 3[\s\S]*не назван подписант/)
    await cmo.getByRole('button', { name: /signatories.marketing/ }).click()
    await expect(cmo.locator('.panel h2').textContent()).resolves.toBe('Роли')
  })

  it('names the signatories; only people with the role are offered', async () => {
    const marketing = cmo.getByLabel('За маркетинг')
    await expect(marketing.locator('option').allInnerTexts()).resolves.toHaveLength(2)
    await marketing.selectOption(String(staff.cmo))
    await cmo.getByLabel('За продажи').selectOption(String(staff.rop))
    await saved(cmo)
  })

  it('brings the edits of both together when they touch different places, and says so', async () => {
    await go(rop, 'deadlines')
    await deadline(rop).fill('3')
    await rop.getByText(/изменил\(а\) договор/).waitFor()
    await saved(rop)
    await go(rop, 'sign')
    await expect(rop.locator('.missing').textContent()).resolves.toContain('не хватает: 1')
    await cmo.getByText('3 раб. ч').first().waitFor()
  })

  it('lets people choose when both changed the same place', async () => {
    await go(cmo, 'deadlines')
    await go(rop, 'deadlines')
    await Promise.all([deadline(cmo).fill('5'), deadline(rop).fill('6')])
    const chooser = await Promise.any([cmo, rop].map(async (frame) => {
      await frame.locator('.choice').waitFor()
      return frame
    }))
    await chooser.getByLabel(/Моё: /).check()
    await chooser.getByRole('button', { name: 'Сохранить так' }).click()
    await saved(chooser)
    const mine = await deadline(chooser).inputValue()
    const other = chooser === rop ? cmo : rop
    await other.locator('.paper').getByText(`${mine} раб. ч`).first().waitFor()
  })

  it('is signed for both sides, each with his own button', async () => {
    await go(cmo, 'sign')
    const tomorrow = new Date(now() + 36 * HOUR).toISOString().slice(0, 10)
    await cmo.getByLabel('Дата начала').fill(tomorrow)
    await saved(cmo)
    await expect(cmo.getByRole('button', { name: 'Подписать за продажи' }).count()).resolves.toBe(0)
    await cmo.getByRole('button', { name: 'Подписать за маркетинг' }).click()
    await cmo.locator('.signature--done').waitFor()
    await go(rop, 'sign')
    await rop.locator('.signature--marketing.signature--done').waitFor()
    await rop.getByRole('button', { name: 'Подписать за продажи' }).click()
    await rop.locator('.paper').getByText(/подписана\. Действует с/).waitFor()
    await cmo.locator('.paper').getByText(/подписана\. Действует с/).waitFor()
  })

  it('only observes until the date, and enforces from then on', async () => {
    expect(await gateMode()).toBe('observe')
    const early = trespass()
    await scene.settle()
    expect(scene.running.portal.crm.get(1, early)?.stageId).toBe('PROCESSED')
    shiftedMs += 72 * HOUR
    scene.running.portal.clock.shift(72 * HOUR)
    expect(await gateMode()).toBe('enforce')
    const late = trespass()
    await scene.waitForStage(1, late, stageId => stageId !== 'PROCESSED')
    expect(scene.running.portal.crm.get(1, early)?.stageId).toBe('PROCESSED')
  }, 4 * PATIENCE_MS)

  it('opens the next version as a draft and shows what changed', async () => {
    const { page } = await scene.logIn(staff.rop, { width: 1440, height: 1000 })
    const frame = await scene.openHome(page)
    await frame.getByRole('link', { name: 'Договор' }).click()
    await frame.getByRole('button', { name: 'Изменить договор' }).click()
    await go(frame, 'reasons')
    await frame.locator('[data-path="rules.attempts"]').fill('7')
    await saved(frame)
    await frame.getByLabel(/Что изменилось с версии 1: 1/).check()
    await expect(frame.locator('.changes').textContent()).resolves.toMatch(/Звонков до «не дозвонились»:\s*5\s*7/)
  })

  it('leaves no trouble behind', () => {
    scene.forgive(/409/)
    expect(scene.faults()).toEqual([])
  })
})
