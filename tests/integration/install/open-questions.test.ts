import type { KnobValues } from '../../portal/knobs/knob-values.ts'
import type { AppScene } from '../../support/app-scene.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { itemCallsSchema } from '../../../src/contracts/api/calls.schema.ts'
import { ALL_MET } from '../../../src/domain/native-options.ts'
import { signDemoTreaty } from '../../demo/sign-demo-treaty.ts'
import { defaultStaff } from '../../portal/people/default-staff.ts'
import { clickTimelineAction } from '../../portal/work/click-timeline-action.ts'
import { openAppScene } from '../../support/app-scene.ts'
import { prepareEngine } from '../../support/engines.ts'

const { headOfSales: ROP, headOfMarketing: CMO, reps: [REP], admin: ADMIN } = defaultStaff
const asRep = { kind: 'user', userId: REP, appId: null } as const
const asAdmin = { kind: 'user', userId: ADMIN, appId: null } as const
const LEAD = 1
const DEAL = 2

/** Answers of a portal to what the documents leave open; the defaults of the knobs are the answers all other tests live with. */
const PORTALS: { name: string, knobs: Partial<KnobValues> }[] = [
  {
    name: 'answers every open question the other way',
    knobs: {
      oldRefreshTokenGraceSec: 60,
      oauthErrorStatus: 401,
      oauthAppInfoNamesPortal: true,
      eventsWithRefreshToken: true,
      eventBracketsEncoded: false,
      eventScopeSeparator: ' ',
      offlineQueueMissing: true,
      doubleEventBind: 'twice',
      appInstallEventDelayMs: 50,
      clickEventFormat: 'fields',
      convertAgain: false,
      conversionEventOrder: 'deal first',
      robotConversionRaisesEvents: false,
      conversionChecksRequiredFields: true,
      conversionCopiesUserFields: false,
      iframeFieldsCanBeMandatory: false,
      kanbanChecksRequiredFields: false,
      massEditChecksRequiredFields: true,
      importChecksMandatoryFields: true,
      classicAddChecksMandatoryFields: false,
      listValuesAs: 'string',
      emptyCustomFieldAs: 'empty string',
      orphanedIframeField: 'reads empty',
      robotsRunOnRestMoves: false,
      placementsSurviveUpdate: false,
      updateChangesApplicationToken: false,
      placementOptionsAsText: true,
      leadTabInterface: 'common',
      firstRunOnInstall: false,
      externalCallProviderId: 'REST_APP_CALL',
      activityFilesTakeToken: false,
      downloadRanges: false,
    },
  },
  {
    name: 'tells of nobody, locks what is converted and refuses a second binding',
    knobs: {
      eventsWithoutTokens: true,
      clickEventWithTokens: false,
      convertedLeadsLocked: true,
      doubleEventBind: 'refused',
      emptyCustomFieldAs: 'false',
      conversionEventOrder: 'lead first',
      oauthErrorStatus: 200,
      eventDelayJitterMs: 30,
      reorderEvents: true,
      downloadUrlLifetimeSec: 30,
    },
  },
]

describe.each(PORTALS)('a portal that $name', ({ knobs }) => {
  const engine = prepareEngine()
  let scene: AppScene
  const portalId = async (): Promise<number> => (await engine.store.portals.findByMemberId(scene.running.portal.settings.memberId))?.portalId ?? 0
  const crm = () => scene.running.portal.crm
  const stage = (kind: 1 | 2, id: number): unknown => crm().get(kind, id)?.stageId
  const records = (lead: number) => scene.running.portal.work.activities.ofOwner({ entityTypeId: LEAD, entityId: lead }).filter(one => one.layout)

  /** Id of an option of one of our native fields. */
  const option = (field: string, xmlId: string): number =>
    crm().userFields(LEAD).find(one => one.fieldName === `UF_CRM_PT_${field}`)?.options.find(one => one.xmlId === xmlId)?.id ?? 0

  const addLead = async (): Promise<number> => {
    const { id } = crm().add(LEAD, { title: 'Окна на дачу', assignedById: REP }, asRep)
    await scene.settle()
    return id
  }

  /** The answer a person gives through the native fields alone. */
  const verdict = async (lead: number): Promise<void> => {
    crm().update(LEAD, lead, { UF_CRM_PT_VERDICT: option('VERDICT', 'qualified'), UF_CRM_PT_CRITERIA: [option('CRITERIA', ALL_MET)], UF_CRM_PT_WARMTH: option('WARMTH', 'hot') }, asRep)
    await scene.settle()
  }

  const belongings = () => ({
    events: scene.running.portal.apps.handlers(scene.appId).map(row => `${row.event} ${row.offline}`).sort(),
    placements: scene.running.portal.apps.placements(scene.appId).map(row => row.placement).sort(),
  })

  beforeAll(async () => {
    scene = await openAppScene({ store: engine.store, portal: { knobs } })
    const { steps } = await scene.install({ choices: { stages: { clientFree: ['1:0:NEW', '2:0:NEW'] } } })
    expect(steps.filter(step => step.state !== 'done')).toEqual([])
    await signDemoTreaty({ store: engine.store, portalId: await portalId(), headOfSales: ROP, headOfMarketing: CMO, signedAt: Date.now() - 1000 })
  })
  afterAll(() => scene.close())

  it('is installed with one of everything', () => {
    const { events, placements } = belongings()
    expect(new Set(events).size).toBe(events.length)
    expect(new Set(placements).size).toBe(placements.length)
    expect(placements).toContain('CRM_LEAD_DETAIL_TAB')
  })

  it('sees a lead without a verdict come back and ask for it', async () => {
    const lead = await addLead()
    crm().update(LEAD, lead, { stageId: 'PROCESSED' }, asRep)
    await scene.settle()
    expect(stage(LEAD, lead)).toBe('NEW')
    expect(records(lead)).toMatchObject([{ completed: false }])
  })

  it('sees the deal of a converted lead wait, and go on when the native fields hold complete feedback', async () => {
    const lead = await addLead()
    const { deal } = crm().convertLead(lead, { contact: false, company: false, deal: true }, asRep)
    await scene.settle()
    expect(stage(DEAL, deal?.id ?? 0)).toBe('PT_WAITING')
    await verdict(lead)
    expect(await engine.store.feedback.ofItem(await portalId(), { entityTypeId: LEAD, itemId: lead })).toMatchObject([{ label: 'qualified', warmth: 'hot', complete: true }])
    expect(stage(DEAL, deal?.id ?? 0)).toBe('NEW')
  })

  it('gets back a verdict that somebody cleared', async () => {
    const lead = await addLead()
    await verdict(lead)
    crm().update(LEAD, lead, { UF_CRM_PT_VERDICT: null }, asAdmin)
    await scene.settle()
    expect(crm().get(LEAD, lead)?.UF_CRM_PT_VERDICT).toBe(option('VERDICT', 'qualified'))
  })

  it('takes a click in the timeline as a verdict only when its event proves who clicked', async () => {
    const lead = await addLead()
    crm().update(LEAD, lead, { stageId: 'PROCESSED' }, asRep)
    await scene.settle()
    const [record] = records(lead)
    const action = /"id":"([^"]*other_region[^"]*)"/.exec(JSON.stringify(record?.layout))?.[1] ?? ''
    expect(clickTimelineAction(scene.running.portal, record?.id ?? 0, action, REP)).toBe(true)
    await scene.settle()
    const given = await engine.store.feedback.ofItem(await portalId(), { entityTypeId: LEAD, itemId: lead })
    const isProven = !knobs.eventsWithoutTokens && knobs.clickEventWithTokens !== false
    expect(given.map(one => [one.label, one.authorId])).toEqual(isProven ? [['off_target', REP]] : [])
    expect(records(lead)).toMatchObject([{ completed: isProven }])
  })

  it('has its recordings heard', async () => {
    const lead = await addLead()
    scene.running.portal.work.calls.make({ userId: REP, phoneNumber: '79990000001', durationSec: 2, owner: { entityTypeId: LEAD, entityId: lead } }, asRep)
    const { token } = await scene.session(REP)
    const { calls: [call] } = itemCallsSchema.parse(await (await scene.api(token, `/api/items/1/${lead}/calls`)).json())
    const sound = await fetch(`${scene.url}${call?.recording.address}`, { headers: { range: 'bytes=0-99' } })
    expect([sound.status, (await sound.arrayBuffer()).byteLength]).toEqual([206, 100])
  })

  it('keeps one of everything through a new version, and goes on telling its events', async () => {
    const before = belongings()
    scene.running.portal.apps.updateVersion(scene.appId, 1)
    await scene.settle()
    await scene.install()
    expect(belongings()).toEqual(before)
    const lead = await addLead()
    crm().update(LEAD, lead, { stageId: 'PROCESSED' }, asRep)
    await scene.settle()
    expect(stage(LEAD, lead)).toBe('NEW')
  })

  it('finds no documented rule broken and no error in our log', () => {
    expect(scene.running.portal.violations.list()).toEqual([])
    expect(scene.logged.filter(line => /"level":(?:50|60|"error"|"fatal")/.test(line))).toEqual([])
  })
})
