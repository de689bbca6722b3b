import { expect, it } from 'vitest'
import { describeOnBothEngines } from '../../support/engines.ts'
import { createSamplePortal } from '../../support/sample-portal.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

const NOW = Date.UTC(2026, 10, 23)
const LEAD = { entityTypeId: 1, itemId: 1 } as const

describeOnBothEngines('what belongs to a portal', (engine) => {
  const newPortal = async (): Promise<number> => (await createSamplePortal(engine.store)).portalId

  it('replaces tokens only for the one who read the newest', async () => {
    const portalId = await newPortal()
    const token = (text: string) => ({ userId: 1, accessCipher: Buffer.from([0, 255, 10]), refreshCipher: Buffer.from(text), keyId: 'k1', expiresAt: NOW })
    expect(await engine.store.tokens.read(portalId)).toBeNull()
    expect(await engine.store.tokens.save(portalId, token('one'), NOW)).toBe(1)
    const won = await Promise.all(['two', 'three'].map(text => engine.store.tokens.replace(portalId, 1, token(text), NOW)))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await engine.store.tokens.markDead(portalId, 1, NOW)).toBe(false)
    expect(await engine.store.tokens.markDead(portalId, 2, NOW)).toBe(true)
    const dead = await engine.store.tokens.read(portalId)
    expect(dead).toMatchObject({ state: 'dead', generation: 2, expiresAt: NOW, keyId: 'k1' })
    expect([...dead?.accessCipher ?? []]).toEqual([0, 255, 10])
    expect(await engine.store.tokens.save(portalId, token('again'), NOW)).toBe(3)
    expect((await engine.store.tokens.read(portalId))?.state).toBe('ok')
    await engine.store.tokens.remove(portalId)
    expect(await engine.store.tokens.read(portalId)).toBeNull()
  })

  it('ends the sessions of a person who is dismissed or whose roles change', async () => {
    const portalId = await newPortal()
    const person = { userId: 7, name: 'Анна', position: null, active: true, isAdmin: false, departmentIds: [1, 2], timeZone: null, seenAt: NOW }
    await engine.store.people.upsertMany(portalId, [person, { ...person, userId: 8 }])
    expect(await engine.store.people.get(portalId, 7)).toEqual({ ...person, sessionEpoch: 1 })
    expect(await engine.store.roles.replace(portalId, { userId: 7, roles: ['rop', 'rep'], grantedBy: 1, now: NOW })).toBe(true)
    expect(await engine.store.roles.replace(portalId, { userId: 7, roles: ['rep', 'rop'], grantedBy: 1, now: NOW })).toBe(false)
    expect(await engine.store.roles.ofUser(portalId, 7)).toEqual(['rep', 'rop'])
    await engine.store.people.upsertMany(portalId, [{ ...person, active: false }])
    await engine.store.people.bumpSessionEpoch(portalId, 8)
    expect((await engine.store.people.getMany(portalId, [7, 8, 9])).map(row => [row.userId, row.sessionEpoch])).toEqual([[7, 3], [8, 2]])
    expect(await engine.store.roles.replace(portalId, { userId: 7, roles: ['rep'], grantedBy: 1, now: NOW })).toBe(true)
    expect((await engine.store.roles.list(portalId)).map(row => [row.userId, row.role])).toEqual([[7, 'rep']])
    await engine.store.portals.purgePeople(portalId)
    expect(await engine.store.people.list(portalId)).toEqual([])
    expect(await engine.store.roles.list(portalId)).toEqual([])
  })

  it('replaces the departments as a whole', async () => {
    const portalId = await newPortal()
    await engine.store.people.replaceDepartments(portalId, [{ departmentId: 1, name: 'A', parentId: null, headUserId: 7 }, { departmentId: 2, name: 'B', parentId: 1, headUserId: null }])
    await engine.store.people.replaceDepartments(portalId, [{ departmentId: 2, name: 'C', parentId: null, headUserId: null }])
    expect(await engine.store.people.departments(portalId)).toEqual([{ departmentId: 2, name: 'C', parentId: null, headUserId: null }])
  })

  it('keeps a draft of the treaty until it is signed, and then never changes it', async () => {
    const portalId = await newPortal()
    const draft = await engine.store.treaties.createDraft(portalId, { document: { a: 1 }, hash: 'h1', createdBy: 1, now: NOW })
    expect(draft).toMatchObject({ versionNo: 1, status: 'draft', revision: 1, startsAt: null })
    const saved = await engine.store.treaties.saveDraft(portalId, { versionNo: 1, expectedRevision: 1, document: { a: 2 }, hash: 'h2', startsAt: NOW })
    expect(saved).toMatchObject({ revision: 2, document: { a: 2 } })
    expect(await engine.store.treaties.saveDraft(portalId, { versionNo: 1, expectedRevision: 1, document: {}, hash: 'h3', startsAt: null })).toBeNull()
    const signature = { versionNo: 1, side: 'sales', userId: 7, name: 'Анна', hash: 'h1', signedAt: NOW } as const
    await engine.store.treaties.sign(portalId, signature)
    await engine.store.treaties.sign(portalId, { ...signature, hash: 'h2', signedAt: NOW + 1 })
    await engine.store.treaties.sign(portalId, { ...signature, hash: 'h2', signedAt: NOW + 2 })
    expect(await engine.store.treaties.signatures(portalId, 1)).toEqual([{ ...signature, hash: 'h2', signedAt: NOW + 1 }])
    expect(await engine.store.treaties.markSigned(portalId, { versionNo: 1, hash: 'h1', startsAt: NOW, signedAt: NOW })).toBe(false)
    expect(await engine.store.treaties.markSigned(portalId, { versionNo: 1, hash: 'h2', startsAt: NOW + 10, signedAt: NOW })).toBe(true)
    expect(await engine.store.treaties.saveDraft(portalId, { versionNo: 1, expectedRevision: 2, document: {}, hash: 'h4', startsAt: null })).toBeNull()
    expect(await engine.store.treaties.inForce(portalId, NOW + 9)).toBeNull()
    expect(await engine.store.treaties.inForce(portalId, NOW + 10)).toMatchObject({ versionNo: 1, document: { a: 2 } })
    expect(await engine.store.treaties.firstInForceAt(portalId)).toBe(NOW + 10)
    const drafts = await Promise.all([1, 2, 3].map(() => engine.store.treaties.createDraft(portalId, { document: {}, hash: 'x', createdBy: null, now: NOW })))
    expect(drafts.map(row => row.versionNo).sort()).toEqual([2, 3, 4])
    expect((await engine.store.treaties.latestDraft(portalId))?.versionNo).toBe(4)
    expect((await engine.store.treaties.list(portalId)).map(row => row.versionNo)).toEqual([4, 3, 2, 1])
  })

  it('keeps what the admin confirmed about a stage when stages are read again', async () => {
    const portalId = await newPortal()
    const pipeline = { entityTypeId: 2, pipelineId: 1, name: 'Продажи', isDefault: true } as const
    const stage = (stageId: string, sort: number) => ({ entityTypeId: 2 as const, pipelineId: 1, stageId, name: stageId, semantic: 'P' as const, sort })
    await engine.store.stages.replaceAll(portalId, { pipelines: [pipeline], stages: [stage('C1:NEW', 10), stage('C1:WAIT', 20), stage('C1:OLD', 30)] })
    await engine.store.stages.setClientFree(portalId, [{ entityTypeId: 2, stageId: 'C1:NEW' }])
    await engine.store.stages.setWaiting(portalId, { entityTypeId: 2, pipelineId: 1, stageId: 'C1:WAIT' })
    await engine.store.stages.replaceAll(portalId, { pipelines: [{ ...pipeline, name: 'Renamed' }], stages: [stage('C1:WAIT', 5), stage('C1:NEW', 10)] })
    expect((await engine.store.stages.list(portalId)).map(row => [row.stageId, row.clientFree, row.isWaiting])).toEqual([['C1:WAIT', false, true], ['C1:NEW', true, false]])
    expect(await engine.store.stages.pipelines(portalId)).toEqual([{ ...pipeline, name: 'Renamed' }])
  })

  it('calls a source by its last name, also after it was deleted in the CRM', async () => {
    const portalId = await newPortal()
    await engine.store.sourceNames.remember(portalId, [{ sourceId: 'WEB', name: 'Сайт' }, { sourceId: 'OLD', name: 'Выставка «Дом»' }])
    await engine.store.sourceNames.remember(portalId, [{ sourceId: 'WEB', name: 'Сайт 🚀' }])
    await engine.store.sourceNames.remember(portalId, [])
    expect([...await engine.store.sourceNames.names(portalId)].sort()).toEqual([['OLD', 'Выставка «Дом»'], ['WEB', 'Сайт 🚀']])
    expect((await engine.store.sourceNames.names(await newPortal())).size).toBe(0)
  })

  it('keeps native fields with their options', async () => {
    const portalId = await newPortal()
    const field = { entityTypeId: 1, fieldName: 'UF_CRM_PT_VERDICT', fieldId: 5, options: [{ xmlId: 'spam', id: 9, value: 'Спам' }], state: 'ok', checkedAt: NOW } as const
    await engine.store.fields.upsertMany(portalId, [{ ...field, options: [...field.options] }])
    await engine.store.fields.setState(portalId, { ...field, state: 'missing', checkedAt: NOW + 1 })
    expect(await engine.store.fields.list(portalId)).toEqual([{ ...field, state: 'missing', checkedAt: NOW + 1 }])
  })

  it('lets the secret of a timeline record be used once, and not after it closed', async () => {
    const portalId = await newPortal()
    const record = { ...LEAD, kind: 'need_verdict', activityId: 55, badge: 'no_verdict', nonceHash: 'n', state: 'open', contentHash: 'c', openedAt: NOW, closedAt: null } as const
    await engine.store.records.put(portalId, record)
    expect(await engine.store.records.findByActivity(portalId, 55)).toEqual(record)
    expect(await engine.store.records.useNonce(portalId, LEAD, 'need_verdict', 'wrong')).toBe(false)
    const uses = await Promise.all([1, 2].map(() => engine.store.records.useNonce(portalId, LEAD, 'need_verdict', 'n')))
    expect(uses.filter(Boolean)).toHaveLength(1)
    await engine.store.records.put(portalId, record)
    await engine.store.records.close(portalId, LEAD, 'need_verdict', NOW + 1)
    expect(await engine.store.records.useNonce(portalId, LEAD, 'need_verdict', 'n')).toBe(false)
    expect(await engine.store.records.get(portalId, LEAD, 'need_verdict')).toMatchObject({ state: 'closed', closedAt: NOW + 1 })
    expect(await engine.store.records.ofItems(portalId, [LEAD])).toHaveLength(1)
  })

  it('keeps passes, newest first', async () => {
    const portalId = await newPortal()
    const first = await engine.store.passes.grant(portalId, { ...LEAD, grantedBy: 9, reason: 'VIP', grantedAt: NOW })
    const second = await engine.store.passes.grant(portalId, { ...LEAD, grantedBy: 9, reason: 'again', grantedAt: NOW })
    expect(first).toMatchObject({ reason: 'VIP', grantedAt: NOW, grantedBy: 9 })
    expect((await engine.store.passes.ofItem(portalId, LEAD)).map(pass => pass.passId)).toEqual([second.passId, first.passId])
  })

  it('pages and filters the logs, and forgets what is old', async () => {
    const portalId = await newPortal()
    for (let index = 0; index < 5; index++)
      await engine.store.audit.write(portalId, { at: NOW + index, actorId: index, action: index % 2 ? 'odd' : 'even', subject: null, detail: { index }, ipHash: null })
    const first = await engine.store.audit.list(portalId, { action: 'even' }, { limit: 2 })
    const second = await engine.store.audit.list(portalId, { action: 'even' }, { limit: 2, cursor: first.nextCursor })
    expect([first, second].map(page => page.rows.map(row => row.actorId))).toEqual([[4, 2], [0]])
    expect(second.nextCursor).toBeNull()
    expect((await engine.store.audit.list(portalId, { actorId: 3 }, {})).rows[0]?.detail).toEqual({ index: 3 })
    expect(await engine.store.audit.deleteBefore(portalId, NOW + 2)).toBe(2)
    const call = { at: NOW, method: 'crm.item.list', params: null, status: 200, error: null, durationMs: 5 }
    await engine.store.restLog.writeMany(portalId, [call, { ...call, method: 'profile', status: 503, error: 'down', params: { a: ['100%'] } }])
    expect((await engine.store.restLog.list(portalId, { method: 'ITEM' }, {})).rows).toMatchObject([{ method: 'crm.item.list', params: {} }])
    expect((await engine.store.restLog.list(portalId, { failed: true }, {})).rows).toMatchObject([{ method: 'profile', params: { a: ['100%'] } }])
    expect((await engine.store.restLog.list(portalId, { method: '%' }, {})).rows).toEqual([])
    expect(await engine.store.restLog.deleteBefore(portalId, NOW + 1)).toBe(2)
  })

  it('counts every one of many budget changes made at once', async () => {
    const portalId = await newPortal()
    expect(await engine.store.budget.read(portalId)).toBeNull()
    const add = () => engine.store.budget.update(portalId, (state) => {
      const level = ((state as { level: number } | null)?.level ?? 0) + 1
      return { state: { level }, answer: level }
    })
    const answers = await Promise.all(Array.from({ length: 25 }, add))
    expect(answers.sort((a, b) => a - b)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1))
    expect(await engine.store.budget.read(portalId)).toEqual({ level: 25 })
  })

  it('dates budget changes by the clock of the database, the one all processes share', async () => {
    const portalId = await newPortal()
    const date = (): Promise<number> => engine.store.budget.update(portalId, (state, at) => ({ state, answer: at }))
    const [first, second] = [await date(), await date()]
    expect(Math.abs(Date.now() - first)).toBeLessThan(60_000)
    expect(second).toBeGreaterThanOrEqual(first)
  })

  it('keeps settings per person', async () => {
    const portalId = await newPortal()
    await engine.store.preferences.set(portalId, 7, 'hint', { seen: true })
    await engine.store.preferences.set(portalId, 7, 'hint', 'text')
    await engine.store.preferences.set(portalId, 7, 'none', null)
    expect(await engine.store.preferences.all(portalId, 7)).toEqual({ hint: 'text', none: null })
    expect(await engine.store.preferences.get(portalId, 8, 'hint')).toBeUndefined()
  })

  itNamesThePortalInEveryStatement(engine)
})
