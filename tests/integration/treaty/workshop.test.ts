import type { TreatyVersionView } from '../../../src/contracts/api/treaty-version.schema.ts'
import type { TreatySurroundings, TreatyWorkshop } from '../../../src/contracts/api/treaty-workshop.schema.ts'
import type { AppScene } from '../../support/app-scene.ts'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openAppScene } from '../../support/app-scene.ts'
import { describeOnBothEngines } from '../../support/engines.ts'

/** Employees of the stand-in portal by what they do there. */
const PEOPLE = { admin: 1, owner: 2, rop: 3, rep: 4, cmo: 9, marketer: 10 } as const
type Who = keyof typeof PEOPLE

describeOnBothEngines('the treaty workshop', (engine) => {
  let scene: AppScene
  const tokens = new Map<Who, string>()

  async function ask<Answer = { error: { code: string, message: string, field?: string }, draft?: TreatyVersionView }>(who: Who, path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<{ status: number, answer: Answer }> {
    const token = tokens.get(who) ?? (await scene.session(PEOPLE[who])).token
    tokens.set(who, token)
    const response = await scene.api(token, `/api/treaty${path}`, { method, body })
    return { status: response.status, answer: await response.json() as Answer }
  }

  const workshop = async (who: Who = 'rop') => (await ask<TreatyWorkshop>(who, '')).answer
  async function save(who: Who, change: (document: TreatyVersionView['document']) => Partial<TreatyVersionView['document']>, parts: { revision?: number, startsAt?: number | null } = {}) {
    const draft = (await workshop()).draft!
    return ask<TreatyVersionView & { error: { code: string, field?: string, message: string }, draft?: TreatyVersionView }>(who, `/versions/${draft.versionNo}`, { revision: draft.revision, startsAt: draft.startsAt, document: { ...draft.document, ...change(draft.document) }, ...parts }, 'PUT')
  }
  const sign = async (who: Who, side: 'marketing' | 'sales' | 'owner') => {
    const draft = (await workshop()).draft!
    return ask<TreatyVersionView & { error: { code: string, field?: string, message: string } }>(who, `/versions/${draft.versionNo}/signatures`, { side, hash: draft.hash })
  }

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store, isWorking: false })
    await scene.install()
  })
  afterAll(() => scene.close())

  it('opens with the draft of the installation, the portal\'s stages and people, and five trades', async () => {
    const { can, inForce, draft, history, templates, portal } = await workshop('cmo')
    expect(can).toEqual({ draft: true, sign: ['marketing'], editPeople: false })
    expect(inForce).toBeNull()
    expect(draft).toMatchObject({ versionNo: 1, status: 'draft', revision: 1, signatures: [], savedBy: null })
    expect(history).toHaveLength(1)
    expect(templates.map(({ code }) => code)).toEqual(['neutral', 'real_estate', 'b2b_services', 'manufacturing', 'education', 'cars'])
    expect(portal.people.find(({ userId }) => userId === PEOPLE.rop)?.roles).toEqual(['rop'])
    expect(portal.stages.some(({ stageId, entityTypeId }) => stageId === 'NEW' && entityTypeId === 1)).toBe(true)
    expect(portal.proposal.handoff.intakeStageIds).toContain('NEW')
  })

  it('is read by every role and written by the heads and the owner', async () => {
    for (const who of ['rep', 'marketer', 'admin'] as const) {
      expect((await workshop(who)).can).toMatchObject({ draft: false, sign: [] })
      expect(await save(who, () => ({}))).toMatchObject({ status: 403, answer: { error: { code: 'may_not_draft' } } })
      expect(await ask(who, '/drafts', {})).toMatchObject({ status: 403, answer: { error: { code: 'may_not_draft' } } })
      expect((await ask(who, '/surroundings')).status).toBe(403)
      expect((await ask(who, '/versions/1/preview')).status).toBe(403)
    }
    expect((await workshop('owner')).can).toMatchObject({ draft: true, sign: ['owner'] })
    expect(await sign('admin', 'marketing')).toMatchObject({ status: 403, answer: { error: { code: 'may_not_sign' } } })
  })

  it('offers fields, sources and the calendar of Bitrix24 itself', async () => {
    const { answer } = await ask<TreatySurroundings>('rop', '/surroundings')
    expect(answer.fields).toContainEqual(expect.objectContaining({ name: 'opportunity', kind: 'number_range' }))
    expect(answer.fields.find(({ name }) => name === 'sourceId')?.options.length).toBeGreaterThan(0)
    expect(answer.fields.some(({ name }) => name.startsWith('UF_CRM_PT_'))).toBe(false)
    expect(answer.calendar?.week).toHaveLength(7)
  })

  it('tells whoever saves later, with the newer text and who wrote it', async () => {
    const before = (await workshop()).draft!
    expect((await save('cmo', () => ({ title: { ru: 'Мир', en: 'Peace' } }))).status).toBe(200)
    const late = await save('rop', () => ({ title: { ru: 'Война', en: 'War' } }), { revision: before.revision })
    expect(late).toMatchObject({ status: 409, answer: { error: { code: 'draft_changed' }, draft: { revision: before.revision + 1, document: { title: { ru: 'Мир' } }, savedBy: { id: PEOPLE.cmo } } } })
    expect((await workshop()).draft?.document.title.ru).toBe('Мир')
  })

  it('takes a trade\'s part into the draft and keeps the rest', async () => {
    const { versionNo, revision } = (await workshop()).draft!
    const { answer } = await ask<TreatyVersionView>('rop', `/versions/${versionNo}/template`, { revision, template: 'education' })
    expect(answer.document).toMatchObject({ template: 'education', title: { ru: 'Мир' } })
    expect(answer.document.criteria.map(({ code }) => code)).toEqual(['goal', 'level', 'payer', 'start'])
    expect(await ask('rop', `/versions/${versionNo}/template`, { revision: answer.revision, template: 'gone' })).toMatchObject({ status: 400, answer: { error: { code: 'template_unknown', field: 'template' } } })
  })

  it.each([
    ['a file that is no JSON', '{"format": 1,', 422, 'file_is_no_json', 'text'],
    ['a field of another type', (text: string) => text.replace('"attempts":5', '"attempts":"five"'), 422, 'treaty_unreadable', 'rules.attempts'],
    ['a misspelled field', (text: string) => text.replace('"attempts":5', '"atempts":5'), 422, 'treaty_unreadable', 'rules.attempts'],
    ['a newer format', (text: string) => text.replace('"format":1', '"format":2'), 422, 'treaty_unreadable', 'format'],
  ])('refuses %s, names the field and keeps the draft', async (_, file, status, code, field) => {
    const before = (await workshop()).draft!
    const text = typeof file === 'string' ? file : file(JSON.stringify(before.document))
    const { answer, ...rest } = await ask('rop', `/versions/${before.versionNo}/import`, { revision: before.revision, text })
    expect({ ...rest, code: answer.error.code, field: answer.error.field }).toEqual({ status, code, field })
    expect(answer.error.message).toContain('Черновик не изменился')
    expect((await workshop()).draft).toEqual(before)
  })

  it('publishes the schema of a file for everybody, and every file names it', async () => {
    const response = await fetch(`${scene.url}/api/treaty.schema.json`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, expect.stringContaining('application/schema+json')])
    expect(await response.json()).toEqual(JSON.parse(await readFile(new URL('../../../docs/treaty.schema.json', import.meta.url), 'utf8')))
  })

  it('reads the fields a saved draft is bound to, so that a look back knows them', async () => {
    await save('rop', document => ({ criteria: document.criteria.map((criterion, index) => index === 0 ? { ...criterion, field: 'UF_CRM_SOMETHING' } : criterion) }))
    await scene.app.idle()
    const { portalId } = (await engine.store.portals.findByMemberId(scene.running.portal.settings.memberId))!
    expect(await engine.store.boundValues.reading(portalId)).toMatchObject({ fieldNames: ['UF_CRM_SOMETHING'] })
    await save('rop', document => ({ criteria: document.criteria.map(criterion => ({ ...criterion, field: null })) }))
    await scene.app.idle()
    expect(await engine.store.boundValues.reading(portalId)).toMatchObject({ fieldNames: [] })
  })

  it('reads back the file it wrote; the people stay those of this portal', async () => {
    const before = (await workshop()).draft!
    const file = { ...before.document, rules: { ...before.document.rules, attempts: 9 }, signatories: { marketing: 901, sales: 902, owner: null } }
    const text = `\uFEFF${JSON.stringify({ $schema: `${scene.url}/api/treaty.schema.json`, ...file })}`
    const { answer } = await ask<TreatyVersionView>('cmo', `/versions/${before.versionNo}/import`, { revision: before.revision, text })
    expect(answer.document).toEqual({ ...file, signatories: before.document.signatories })
  })

  it('cannot be signed while something is missing, and says what', async () => {
    await save('rop', document => ({ criteria: document.criteria.slice(0, 1), signatories: { marketing: PEOPLE.cmo, sales: PEOPLE.rop, owner: null } }), { startsAt: Date.now() - 60_000 })
    expect(await sign('cmo', 'marketing')).toMatchObject({ status: 409, answer: { error: { code: 'treaty_incomplete', field: 'criteria' } } })
    const { versionNo, revision } = (await workshop()).draft!
    await ask('rop', `/versions/${versionNo}/template`, { revision, template: 'neutral' })
    await save('rop', document => ({ deadlines: { ...document.deadlines, verdictMinutes: 0 } }))
    expect(await sign('cmo', 'marketing')).toMatchObject({ status: 409, answer: { error: { code: 'treaty_incomplete', field: 'deadlines.verdictMinutes' } } })
    await save('rop', document => ({ deadlines: { ...document.deadlines, verdictMinutes: 240 } }))
  })

  it('is signed by both heads and stays as it is', async () => {
    expect((await sign('cmo', 'marketing')).answer).toMatchObject({ status: 'draft', signatures: [{ side: 'marketing', userId: PEOPLE.cmo }] })
    expect((await sign('rop', 'sales')).answer).toMatchObject({ status: 'signed' })
    const { inForce, draft } = await workshop()
    expect(inForce).toMatchObject({ versionNo: 1, signatures: [{ side: 'marketing' }, { side: 'sales' }] })
    expect(draft).toBeNull()
    expect(await ask('rop', '/versions/1', { revision: inForce!.revision, startsAt: null, document: inForce!.document }, 'PUT')).toMatchObject({ status: 409, answer: { error: { code: 'version_signed' } } })
    expect((await ask<TreatyVersionView>('rep', '/versions/1')).answer.document).toEqual(inForce!.document)
    expect(await ask('rep', '/versions/7')).toMatchObject({ status: 404, answer: { error: { code: 'version_unknown' } } })
  })

  it('is changed by a new version with the same people; a signatory is replaced by the other one or the owner', async () => {
    const { answer: opened } = await ask<TreatyVersionView>('cmo', '/drafts', {})
    expect(opened).toMatchObject({ versionNo: 2, status: 'draft', document: { signatories: { marketing: PEOPLE.cmo, sales: PEOPLE.rop } } })
    const replace = (who: Who) => save(who, ({ signatories }) => ({ signatories: { ...signatories, sales: PEOPLE.rep } }))
    expect(await replace('rop')).toMatchObject({ status: 403, answer: { error: { code: 'may_not_change_signatory', field: 'signatories.sales' } } })
    expect((await workshop()).draft?.document.signatories.sales).toBe(PEOPLE.rop)
    expect((await replace('cmo')).status).toBe(200)
    expect(await sign('cmo', 'marketing')).toMatchObject({ status: 409, answer: { error: { code: 'treaty_incomplete', field: 'signatories.sales' } } })
    expect((await save('owner', ({ signatories }) => ({ signatories: { ...signatories, sales: PEOPLE.rop } }))).status).toBe(200)
  })

  it('knows no person on both sides, not even one who gives himself both roles', async () => {
    await save('owner', ({ signatories }) => ({ signatories: { ...signatories, sales: PEOPLE.cmo } }))
    expect(await sign('cmo', 'marketing')).toMatchObject({ status: 409, answer: { error: { code: 'treaty_incomplete', field: 'signatories.sales' } } })
    const { token } = await scene.session(PEOPLE.admin)
    const response = await scene.api(token, '/api/people/roles', { method: 'PUT', body: { people: [{ userId: PEOPLE.admin, roles: ['admin', 'cmo', 'rop'] }] } })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { code: 'signer_both_sides', field: 'people.roles' } })
  })

  it('is looked back with: totals of last month under the draft, in pages', async () => {
    const { answer } = await ask<{ total: number, tally: { items: number }, next: null }>('cmo', '/versions/2/preview')
    expect(answer).toMatchObject({ total: 0, tally: { items: 0 }, next: null })
  })

  it('keeps the people in roles outside the version: hiring is an audited change, a signatory keeps his role', async () => {
    const { token } = await scene.session(PEOPLE.admin)
    const put = (userId: number, roles: string[]) => scene.api(token, '/api/people/roles', { method: 'PUT', body: { people: [{ userId, roles }] } })
    const refused = await put(PEOPLE.cmo, ['marketer'])
    expect([refused.status, await refused.json()]).toMatchObject([403, { error: { code: 'signatory_keeps_role', field: 'people.roles', message: expect.stringContaining('signatories.marketing') } }])
    expect((await put(PEOPLE.cmo, ['cmo', 'marketer'])).status).toBe(200)
    expect((await workshop()).portal.people.find(person => person.userId === PEOPLE.cmo)?.roles.toSorted()).toEqual(['cmo', 'marketer'])
    const unknown = await put(90_001, ['rep'])
    expect([unknown.status, await unknown.json()]).toMatchObject([400, { error: { code: 'person_unknown', field: 'people' } }])
    const { rows } = await engine.store.audit.list((await engine.store.portals.findByMemberId(scene.running.portal.settings.memberId))!.portalId, { action: 'roles.changed' }, { limit: 1 })
    expect(rows).toMatchObject([{ actorId: PEOPLE.admin, subject: `user:${PEOPLE.cmo}`, detail: { before: ['cmo'], after: ['cmo', 'marketer'] } }])
    expect((await workshop()).inForce?.versionNo).toBe(1)
  })
})
