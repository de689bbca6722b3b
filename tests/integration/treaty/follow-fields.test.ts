import type { TreatyVersionView } from '../../../src/contracts/api/treaty-version.schema.ts'
import type { TreatyWorkshop } from '../../../src/contracts/api/treaty-workshop.schema.ts'
import type { AppScene } from '../../support/app-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openAppScene } from '../../support/app-scene.ts'
import { describeOnBothEngines } from '../../support/engines.ts'

const ROP = 3
const CMO = 9
const asAdmin = { kind: 'user', userId: 1, appId: null } as const

describeOnBothEngines('native fields and a signed version', (engine) => {
  let scene: AppScene
  let portalId: number
  const reasons = () => scene.running.portal.crm.userFields(1).find(({ fieldName }) => fieldName === 'UF_CRM_PT_REASON')?.options ?? []
  const stored = async () => (await engine.store.fields.list(portalId)).find(({ fieldName }) => fieldName === 'UF_CRM_PT_REASON')?.options ?? []

  async function ask<Answer>(userId: number, path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<Answer> {
    const { token } = await scene.session(userId)
    const response = await scene.api(token, `/api/treaty${path}`, { method, body })
    const answer = await response.json() as Answer
    if (!response.ok)
      throw new Error(JSON.stringify(answer))
    return answer
  }

  /** Both heads sign the open draft, with reasons changed, to start at a moment. */
  async function signBoth(startsAt: number, change: (reasons: TreatyVersionView['document']['reasons']) => TreatyVersionView['document']['reasons']): Promise<void> {
    await ask(ROP, '/drafts', {})
    const { draft } = await ask<TreatyWorkshop>(ROP, '')
    const document = { ...draft!.document, reasons: change(draft!.document.reasons), signatories: { marketing: CMO, sales: ROP, owner: null } }
    const { versionNo, hash } = await ask<TreatyVersionView>(ROP, `/versions/${draft!.versionNo}`, { revision: draft!.revision, startsAt, document }, 'PUT')
    await ask(CMO, `/versions/${versionNo}/signatures`, { side: 'marketing', hash })
    await ask(ROP, `/versions/${versionNo}/signatures`, { side: 'sales', hash })
    await scene.app.idle()
  }

  const runJob = () => scene.app.jobs.find(({ name }) => name === 'treaty.follow-fields')!.work({})

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store, isWorking: false })
    await scene.install()
    portalId = (await engine.store.portals.findByMemberId(scene.running.portal.settings.memberId))!.portalId
  })
  afterAll(() => scene.close())

  it('follow at once when it is in force: added, renamed, retired, nothing deleted', async () => {
    const before = reasons()
    const student = before.find(({ xmlId }) => xmlId === 'off_target.student')!
    const lead = Number(scene.running.portal.crm.add(1, { title: 'Студент', UF_CRM_PT_REASON: student.id }, asAdmin).id)
    await signBoth(Date.now() - 60_000, ({ offTarget, spam }) => ({
      offTarget: [...offTarget.filter(({ code }) => code !== 'student').map(reason => reason.code === 'other_region' ? { ...reason, words: { ru: 'Не наш город', en: 'Not our town' } } : reason), { code: 'wholesale', words: { ru: 'Опт', en: 'Wholesale' }, kind: 'plain' as const }],
      spam,
    }))
    const after = reasons()
    const valueOf = (xmlId: string) => after.find(option => option.xmlId === xmlId)?.value
    expect(before.every(option => after.some(({ id, xmlId }) => id === option.id && xmlId === option.xmlId))).toBe(true)
    expect(valueOf('off_target.wholesale')).toBe('⚠️ Опт')
    expect(valueOf('off_target.other_region')).toBe('⚠️ Не наш город')
    expect(valueOf('off_target.student')).toBe('⚠️ Студент, исследование (не используется)')
    expect(Number(scene.running.portal.crm.get(1, lead)?.UF_CRM_PT_REASON)).toBe(student.id)
    expect(await stored()).toContainEqual(expect.objectContaining({ xmlId: 'off_target.wholesale' }))
  })

  it('get back the name of a reason that a later version takes in again, under the same option', async () => {
    const retired = reasons().find(({ xmlId }) => xmlId === 'off_target.student')!
    await signBoth(Date.now() - 60_000, ({ offTarget, spam }) => ({ offTarget: [{ code: 'student', words: { ru: 'Студент, исследование', en: 'Student, research' }, kind: 'plain' as const }, ...offTarget], spam }))
    expect(reasons().filter(({ xmlId }) => xmlId === 'off_target.student')).toEqual([expect.objectContaining({ id: retired.id, value: '⚠️ Студент, исследование' })])
  })

  it('wait for the date of a version that starts later, and are not written twice', async () => {
    const calls = () => engine.store.audit.list(portalId, { action: 'fields.followed' }, { limit: 10 })
    await signBoth(Date.now() + 3_600_000, ({ offTarget, spam }) => ({ offTarget: [...offTarget, { code: 'rent', words: { ru: 'Аренда', en: 'Rent' }, kind: 'plain' as const }], spam }))
    await runJob()
    await runJob()
    expect(reasons().some(({ xmlId }) => xmlId === 'off_target.rent')).toBe(false)
    expect((await calls()).rows).toHaveLength(2)
  })
})
