import type { TreatyScene } from '../../support/treaty-scene.ts'
import { beforeEach, expect, it } from 'vitest'
import { saveDraft } from '../../../src/treaty/save-draft.ts'
import { signTreaty } from '../../../src/treaty/sign-treaty.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { sampleTreaty, STAFF } from '../../support/sample-treaty.ts'
import { setTreatyScene } from '../../support/treaty-scene.ts'

const NOW = Date.UTC(2026, 2, 10, 9)
const DAY = 86_400_000

describeOnBothEngines('signing the treaty', (engine) => {
  let scene: TreatyScene
  const sign = (who: 'cmo' | 'rop', wish: { versionNo: number, hash: string }, side = who === 'cmo' ? 'marketing' as const : 'sales' as const) => signTreaty(scene, scene.portalId, scene[who], { ...wish, side })
  const save = (document = sampleTreaty(), startsAt: number | null = NOW, revision = 1, versionNo = 1) => saveDraft(scene, scene.portalId, scene.rop, { versionNo, revision, document, startsAt })

  beforeEach(async () => {
    scene = await setTreatyScene(engine.store, NOW)
    await scene.draft()
  })

  it('takes both heads, and comes in force with the second signature when the date is past', async () => {
    const { version, problems } = await save()
    expect(problems).toEqual([])
    expect((await sign('cmo', version)).status).toBe('draft')
    expect(await scene.treaties.inForce(scene.portalId, NOW + DAY)).toBeNull()
    scene.setNow(NOW + 5000)
    expect((await sign('rop', version)).status).toBe('signed')
    expect(await scene.treaties.inForce(scene.portalId, NOW + 4999)).toBeNull()
    expect(await scene.treaties.inForce(scene.portalId, NOW + 5000)).toMatchObject({ versionNo: 1, inForceFrom: NOW + 5000 })
  })

  it('waits for the chosen date', async () => {
    await scene.signBoth(sampleTreaty(), NOW + DAY)
    expect(await scene.treaties.inForce(scene.portalId, NOW + DAY - 1)).toBeNull()
    expect((await scene.treaties.inForce(scene.portalId, NOW + DAY))?.versionNo).toBe(1)
  })

  it('works when both heads press at the same moment', async () => {
    const { version } = await save()
    await Promise.all([sign('cmo', version), sign('rop', version)])
    expect((await engine.store.treaties.get(scene.portalId, 1))?.status).toBe('signed')
  })

  it('changes nothing when somebody signs twice, before and after the seal', async () => {
    const { version } = await save()
    await sign('cmo', version)
    await sign('cmo', version)
    await sign('rop', version)
    expect((await sign('rop', version)).signatures).toHaveLength(2)
    const { rows } = await engine.store.audit.list(scene.portalId, { action: 'treaty.signed' }, { limit: 10 })
    expect(rows).toHaveLength(2)
  })

  it.each([
    ['somebody without the role of the side', async () => {
      const { version } = await save()
      return signTreaty(scene, scene.portalId, { ...scene.rop, roles: ['admin'] }, { ...version, side: 'sales' })
    }, 'may_not_sign'],
    ['a head whom the treaty does not name', async () => {
      const { version } = await save()
      return signTreaty(scene, scene.portalId, { ...scene.rop, userId: STAFF.otherRep }, { ...version, side: 'sales' })
    }, 'not_the_signatory'],
    ['a text that has changed since it was read', async () => sign('cmo', { versionNo: 1, hash: 'f'.repeat(64) }), 'hash_changed'],
    ['a version that does not exist', async () => sign('cmo', { versionNo: 9, hash: '' }), 'version_unknown'],
    ['a treaty without a date', async () => sign('cmo', (await save(sampleTreaty(), null)).version), 'start_missing'],
    ['a treaty with one person on both sides', async () => sign('cmo', (await save(sampleTreaty({ signatories: { marketing: STAFF.cmo, sales: STAFF.cmo, owner: null } }))).version), 'treaty_incomplete'],
    ['a treaty with a deadline of zero', async () => sign('cmo', (await save(sampleTreaty({ deadlines: { ...sampleTreaty().deadlines, verdictMinutes: 0 } }))).version), 'treaty_incomplete'],
  ])('refuses %s', async (_, attempt, code) => {
    await expect(attempt()).rejects.toMatchObject({ code })
    expect(await engine.store.treaties.signatures(scene.portalId, 1)).toEqual([])
  })

  it('names the field that keeps it from being signed, in the signer\'s language', async () => {
    const { version, problems } = await save(sampleTreaty({ criteria: sampleTreaty().criteria.slice(0, 1) }))
    expect(problems[0]).toMatchObject({ code: 'criteria_too_few', field: 'criteria' })
    await expect(sign('cmo', version)).rejects.toMatchObject({ status: 409, field: 'criteria', message: 'Договор ещё нельзя подписать: Критерии SQL: обязательных критериев 1, нужно от 2 до 4 (criteria).' })
  })

  it('never lets one person sign for both sides of one text', async () => {
    const { version } = await save()
    await sign('cmo', version)
    const both = { ...scene.cmo, roles: ['cmo', 'rop'] as const }
    await expect(signTreaty(scene, scene.portalId, both, { ...version, side: 'sales' })).rejects.toMatchObject({ code: 'not_the_signatory' })
    await expect(signTreaty(scene, scene.portalId, { ...both, roles: ['cmo', 'owner'] }, { ...version, side: 'owner' })).rejects.toMatchObject({ code: 'signed_other_side' })
  })

  it('counts a signature no more once the text was changed', async () => {
    const { version } = await save()
    await sign('cmo', version)
    const { version: changed } = await save(sampleTreaty({ rules: { ...sampleTreaty().rules, attempts: 7 } }), NOW, 2)
    expect((await sign('rop', changed)).status).toBe('draft')
    expect((await sign('cmo', changed)).status).toBe('signed')
  })

  it('lets the owner add his signature to a signed version, and nobody else', async () => {
    const signed = await scene.signBoth(sampleTreaty({ signatories: { marketing: STAFF.cmo, sales: STAFF.rop, owner: STAFF.owner } }), NOW)
    const owner = { userId: STAFF.owner, name: 'Владелец', roles: ['owner'] as const, language: 'ru' as const }
    const after = await signTreaty(scene, scene.portalId, owner, { ...signed, side: 'owner' })
    expect(after.signatures.map(signature => signature.side).sort()).toEqual(['marketing', 'owner', 'sales'])
    expect((await scene.treaties.inForce(scene.portalId, NOW))?.versionNo).toBe(1)
  })
})

describeOnBothEngines('drafts of the treaty', (engine) => {
  let scene: TreatyScene

  beforeEach(async () => {
    scene = await setTreatyScene(engine.store, NOW)
  })

  it('tell the later of two people that the text was changed, and keep the first one\'s', async () => {
    const open = await scene.draft()
    const edit = (attempts: number) => saveDraft(scene, scene.portalId, scene.cmo, { versionNo: 1, revision: open.revision, document: sampleTreaty({ rules: { ...sampleTreaty().rules, attempts } }), startsAt: null })
    await edit(6)
    await expect(edit(9)).rejects.toMatchObject({ code: 'draft_changed', status: 409 })
    expect((await scene.treaties.asked(scene.portalId, NOW))?.document.rules.attempts).toBe(6)
  })

  it('are not for reps, marketers and administrators', async () => {
    await scene.draft()
    for (const role of ['rep', 'marketer', 'admin'] as const)
      await expect(saveDraft(scene, scene.portalId, { ...scene.cmo, roles: [role] }, { versionNo: 1, revision: 1, document: sampleTreaty(), startsAt: null })).rejects.toMatchObject({ code: 'may_not_draft' })
  })

  it('never touch a signed version; a change is a new one', async () => {
    const signed = await scene.signBoth(sampleTreaty(), NOW)
    await expect(saveDraft(scene, scene.portalId, scene.rop, { versionNo: 1, revision: signed.revision, document: sampleTreaty(), startsAt: null })).rejects.toMatchObject({ code: 'version_signed' })
    expect((await scene.draft()).versionNo).toBe(2)
    expect((await scene.draft()).versionNo).toBe(2)
  })

  it('ask their questions until a version is in force, and watch beside signed ones', async () => {
    expect(await scene.treaties.asked(scene.portalId, NOW)).toBeNull()
    await scene.draft()
    expect(await scene.treaties.asked(scene.portalId, NOW)).toMatchObject({ versionNo: null })
    await scene.signBoth(sampleTreaty(), NOW)
    expect(await scene.treaties.asked(scene.portalId, NOW)).toMatchObject({ versionNo: 1 })
    await scene.draft()
    expect((await scene.treaties.watching(scene.portalId)).map(({ versionNo, signed }) => [versionNo, signed])).toEqual([[1, true], [2, false]])
  })

  it('cannot start before a version that is signed for later', async () => {
    await scene.signBoth(sampleTreaty(), NOW + 10 * DAY)
    await expect(scene.signBoth(sampleTreaty({ title: { ru: 'Второй', en: 'Second' } }), NOW + 5 * DAY)).rejects.toMatchObject({ code: 'version_overlaps', field: 'startsAt' })
    await expect(engine.store.treaties.get(scene.portalId, 2)).resolves.toMatchObject({ status: 'draft' })
  })

  it('switch from one version to the next at the instant the next one starts', async () => {
    await scene.signBoth(sampleTreaty(), NOW)
    await scene.signBoth(sampleTreaty({ rules: { ...sampleTreaty().rules, attempts: 9 } }), NOW + DAY)
    const at = async (instant: number) => (await scene.treaties.inForce(scene.portalId, instant))?.versionNo
    expect([await at(NOW), await at(NOW + DAY - 1), await at(NOW + DAY)]).toEqual([1, 1, 2])
  })

  it('are read again by another process after a short time', async () => {
    expect(await scene.treaties.inForce(scene.portalId, NOW)).toBeNull()
    const elsewhere = { ...scene, treaties: { forget: () => {} } }
    const open = await scene.draft()
    const { version } = await saveDraft(elsewhere, scene.portalId, scene.rop, { versionNo: open.versionNo, revision: 1, document: sampleTreaty(), startsAt: NOW })
    await signTreaty(elsewhere, scene.portalId, scene.cmo, { ...version, side: 'marketing' })
    await signTreaty(elsewhere, scene.portalId, scene.rop, { ...version, side: 'sales' })
    scene.setNow(NOW + 60_000)
    expect((await scene.treaties.inForce(scene.portalId, NOW))?.versionNo).toBe(1)
  })
})
