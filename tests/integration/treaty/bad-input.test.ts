import type { TreatyDocument } from '../../../src/domain/treaty.ts'
import type { TreatyActor } from '../../../src/treaty/treaty-actor.ts'
import type { TreatyScene } from '../../support/treaty-scene.ts'
import { beforeEach, expect, it } from 'vitest'
import { importTreaty } from '../../../src/treaty/import-treaty.ts'
import { saveDraft } from '../../../src/treaty/save-draft.ts'
import { signTreaty } from '../../../src/treaty/sign-treaty.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { sampleTreaty, STAFF } from '../../support/sample-treaty.ts'
import { setTreatyScene } from '../../support/treaty-scene.ts'

const NOW = Date.UTC(2026, 2, 10, 9)
const HOUR = 3_600_000
const good = sampleTreaty()
const [first, second] = good.criteria
const fifth = { ...first!, code: 'fifth', mandatory: true }

describeOnBothEngines('a treaty nobody can sign is kept as a draft and refused with the field that is wrong', (engine) => {
  let scene: TreatyScene

  beforeEach(async () => {
    scene = await setTreatyScene(engine.store, NOW)
  })

  async function save(parts: Partial<TreatyDocument>, startsAt = NOW) {
    const open = await scene.draft()
    return (await saveDraft(scene, scene.portalId, scene.rop, { versionNo: open.versionNo, revision: open.revision, document: { ...good, ...parts }, startsAt })).version
  }

  /** Asks in both languages; each refusal must name the field in a sentence of its language, and leave the draft as it is. */
  async function refused(versionNo: number, attempt: (language: 'ru' | 'en') => Promise<unknown>, expected: { code: string, field: string }): Promise<void> {
    const before = await engine.store.treaties.get(scene.portalId, versionNo)
    for (const [language, letters] of [['ru', /\p{Script=Cyrillic}{3}/u], ['en', /^\P{Script=Cyrillic}+$/u]] as const) {
      const error = await attempt(language).then(() => null, (thrown: Error) => thrown)
      expect(error, language).toMatchObject(expected)
      expect(error!.message).toContain(expected.field)
      expect(error!.message).toMatch(letters)
      expect(error!.message).not.toMatch(/\{\w+\}/)
    }
    expect(await engine.store.treaties.get(scene.portalId, versionNo)).toEqual(before)
    expect(before?.status).toBe('draft')
  }

  const signs = (actor: TreatyActor, side: 'marketing' | 'sales', version: { versionNo: number, hash: string }) => (language: 'ru' | 'en') =>
    signTreaty(scene, scene.portalId, { ...actor, language }, { versionNo: version.versionNo, side, hash: version.hash })

  it.each<[string, Partial<TreatyDocument>, string]>([
    ['fewer than two mandatory criteria', { criteria: [first!] }, 'criteria'],
    ['more than four mandatory criteria', { criteria: [...good.criteria, fifth] }, 'criteria'],
    ['no handoff', { handoff: { ...good.handoff, beyondStageIds: [] } }, 'handoff.beyondStageIds'],
    ['a stage on both sides', { handoff: { ...good.handoff, intakeStageIds: [...good.handoff.intakeStageIds, good.handoff.beyondStageIds[0]!] } }, 'handoff.beyondStageIds'],
    ['a deadline of zero', { deadlines: { ...good.deadlines, rulingMinutes: 0 } }, 'deadlines.rulingMinutes'],
    ['a criterion without a name', { criteria: [first!, { ...second!, words: { ru: '', en: '' } }] }, 'criteria[1].words.ru'],
    ['a signer without the role', { signatories: { ...good.signatories, marketing: STAFF.marketer } }, 'signatories.marketing'],
    ['one person as both signers', { signatories: { ...good.signatories, sales: STAFF.cmo } }, 'signatories.sales'],
  ])('%s', async (_, parts, field) => {
    const version = await save(parts)
    // The owner's hand is not asked for here: the side that signs is the one the treaty names.
    const signer = field === 'signatories.marketing' ? { actor: scene.rop, side: 'sales' as const } : { actor: scene.cmo, side: 'marketing' as const }
    await refused(version.versionNo, signs(signer.actor, signer.side, version), { code: 'treaty_incomplete', field })
  })

  it('a role left empty', async () => {
    const version = await save({})
    await engine.store.roles.replace(scene.portalId, { userId: STAFF.marketer, roles: [], grantedBy: null, now: NOW })
    await refused(version.versionNo, signs(scene.cmo, 'marketing', version), { code: 'treaty_incomplete', field: 'roles' })
  })

  it('somebody signs for a side whose role he does not hold', async () => {
    const version = await save({})
    await refused(version.versionNo, signs({ ...scene.rop, userId: STAFF.admin, roles: ['admin'] }, 'sales', version), { code: 'may_not_sign', field: 'signatories.sales' })
  })

  it('an administrator who has made himself both heads signs for neither side', async () => {
    const version = await save({})
    const admin: TreatyActor = { userId: STAFF.admin, name: 'Admin', roles: ['admin', 'cmo', 'rop'], language: 'ru' }
    await refused(version.versionNo, signs(admin, 'marketing', version), { code: 'not_the_signatory', field: 'signatories.marketing' })
    await engine.store.roles.replace(scene.portalId, { userId: STAFF.admin, roles: ['admin', 'cmo', 'rop'], grantedBy: null, now: NOW })
    const both = await save({ signatories: { marketing: STAFF.admin, sales: STAFF.admin, owner: null } })
    await refused(both.versionNo, signs(admin, 'marketing', both), { code: 'treaty_incomplete', field: 'signatories.sales' })
  })

  it('a version that would start before one signed for later', async () => {
    await scene.signBoth(good, NOW + 48 * HOUR)
    const version = await save({}, NOW + 24 * HOUR)
    await refused(version.versionNo, signs(scene.cmo, 'marketing', version), { code: 'version_overlaps', field: 'startsAt' })
  })

  it('a treaty without a date', async () => {
    const open = await scene.draft()
    const { version } = await saveDraft(scene, scene.portalId, scene.rop, { versionNo: open.versionNo, revision: open.revision, document: good, startsAt: null })
    await refused(version.versionNo, signs(scene.cmo, 'marketing', version), { code: 'start_missing', field: 'startsAt' })
  })

  it.each([
    ['a file that is no JSON', '{"format": 1,', { code: 'file_is_no_json', field: 'text' }],
    ['a file with a number as words', JSON.stringify({ ...good, rules: { ...good.rules, attempts: 'five' } }), { code: 'treaty_unreadable', field: 'rules.attempts' }],
  ])('%s', async (_, text, expected) => {
    const version = await save({})
    await refused(version.versionNo, language => importTreaty(scene, scene.portalId, { ...scene.rop, language }, { versionNo: version.versionNo, revision: version.revision, text }), expected)
  })
})
