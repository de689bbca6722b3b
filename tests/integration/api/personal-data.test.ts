import type { AppScene } from '../../support/app-scene.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { defaultStaff } from '../../portal/people/default-staff.ts'
import { openAppScene } from '../../support/app-scene.ts'
import { describeOnBothEngines } from '../../support/engines.ts'
import { itNamesThePortalInEveryStatement } from '../../support/statements-name-portal.ts'

const ADMIN = defaultStaff.admin
const REP = defaultStaff.reps[0]
const LEAD = { entityTypeId: 1, itemId: 4711 } as const

describeOnBothEngines('data of people and of a portal', (engine) => {
  let scene: AppScene
  const ask = async (userId: number, path: string, body?: unknown): Promise<{ status: number, text: string }> => {
    const { token } = await scene.session(userId)
    const response = await scene.api(token, path, body === undefined ? {} : { method: 'POST', body })
    return { status: response.status, text: await response.text() }
  }
  const actions = async (portalId: number, action: string) => (await engine.store.audit.list(portalId, { action }, {})).rows

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store, isWorking: false })
    await scene.install()
    await engine.store.feedback.append(1, { ...LEAD, kind: 'verdict', label: 'spam', answers: {}, prefilled: [], warmth: null, reason: 'bot', comment: 'клиент шутил', complete: true, unproven: false, authorId: REP, route: 'api', evidence: { proven: true, givenAs: 'rep' }, versionNo: 1, givenAt: Date.now(), dedupeKey: 'one', durationMs: null })
  })
  afterAll(() => scene.close())

  it('is closed to everybody but administrators', async () => {
    for (const userId of [REP, defaultStaff.headOfSales, defaultStaff.owner]) {
      expect((await ask(userId, `/api/portal/people/${REP}/data`)).status).toBe(403)
      expect((await ask(userId, `/api/portal/people/${REP}/erasure`, {})).status).toBe(403)
      expect((await ask(userId, '/api/portal/removal', { domain: new URL(scene.running.url).host })).status).toBe(403)
    }
    expect(await engine.store.portals.get(1)).not.toBeNull()
  })

  it('gives out everything that names one employee, and says in the audit who asked', async () => {
    const { status, text } = await ask(ADMIN, `/api/portal/people/${REP}/data`)
    const data = JSON.parse(text) as Record<string, Record<string, unknown>[]>
    expect(status).toBe(200)
    expect(data.person).toMatchObject([{ name: expect.stringMatching(/\p{L}/u) as string }])
    expect(data.person_role?.length).toBeGreaterThan(0)
    expect(data.feedback).toMatchObject([{ comment: 'клиент шутил' }])
    expect(await actions(1, 'person.exported')).toMatchObject([{ actorId: ADMIN, subject: `user:${REP}` }])
    expect((await ask(ADMIN, '/api/portal/people/99999/data')).status).toBe(404)
  })

  it('takes name, roles and words away for good, keeps the verdict, and nobody erases himself', async () => {
    expect((await ask(ADMIN, `/api/portal/people/${ADMIN}/erasure`, {})).status).toBe(409)
    expect((await ask(ADMIN, `/api/portal/people/${REP}/erasure`, {})).status).toBe(200)
    const { store } = engine
    expect(await store.people.get(1, REP)).toMatchObject({ name: `#${REP}`, position: null })
    expect(await store.roles.ofUser(1, REP)).toEqual([])
    expect(await store.feedback.ofItem(1, LEAD)).toMatchObject([{ authorId: REP, comment: null, label: 'spam' }])
    const person = (await store.people.get(1, REP))!
    await store.people.upsertMany(1, [{ ...person, name: 'Иван Верный', position: 'Продавец' }])
    expect(await store.people.get(1, REP)).toMatchObject({ name: `#${REP}`, position: null })
    expect(await actions(1, 'person.erased')).toMatchObject([{ actorId: ADMIN, subject: `user:${REP}` }])
  })

  it('removes everything about the portal only when its address was typed, and keeps who asked', async () => {
    const refused = await ask(ADMIN, '/api/portal/removal', { domain: 'another.bitrix24.example' })
    expect([refused.status, JSON.parse(refused.text)]).toMatchObject([400, { error: { code: 'domain_differs' } }])
    expect((await ask(ADMIN, '/api/portal/removal', { domain: new URL(scene.running.url).host })).status).toBe(200)
    const { rows: tables } = await engine.store.executeSql(`select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'portal_id' and table_name not in ('portal_directory')`) as { rows: { name: string }[] }
    expect(tables.length).toBeGreaterThan(40)
    await scene.app.idle()
    for (const { name } of tables)
      expect([name, (await engine.store.executeSql(`select count(*)::int as rows from ${name} where portal_id = 1`)).rows]).toEqual([name, [{ rows: 0 }]])
    expect(await actions(0, 'portal.data_removed')).toMatchObject([{ actorId: ADMIN, subject: scene.running.portal.settings.memberId }])
    expect((await scene.trySession(ADMIN)).status).toBe(403)
  })

  itNamesThePortalInEveryStatement(engine)
})
