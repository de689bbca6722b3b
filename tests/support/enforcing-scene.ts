import type { CrmItem } from '../portal/crm/crm-item.ts'
import type { AppScene, AppSceneOptions } from './app-scene.ts'
import { signDemoTreaty } from '../demo/sign-demo-treaty.ts'
import { LEAD } from '../portal/crm/crm-item.ts'
import { defaultStaff } from '../portal/people/default-staff.ts'
import { openAppScene } from './app-scene.ts'
import { runWizard } from './run-wizard.ts'

const HOUR = 3_600_000

/** Who acts: an administrator of the portal on its own pages. */
export const asAdmin = { kind: 'user', userId: defaultStaff.admin, appId: null } as const
/** Who acts: a rep on the portal's own pages. */
export const asRep = { kind: 'user', userId: defaultStaff.reps[0], appId: null } as const

/** The whole app at work in a portal whose treaty both heads have signed an hour ago: its gate corrects. */
export interface EnforcingScene extends AppScene {
  readonly portalId: number
  /** A lead of the first rep; returns its id. */
  addLead: (fields?: Record<string, unknown>) => number
  /** The rep moves a lead on the kanban. */
  move: (leadId: number, stageId: string) => void
  /** The rep converts a lead; returns the id of its deal. */
  convert: (leadId: number) => number
  stageOf: (entityTypeId: 1 | 2, itemId: number) => string
  /** Texts of what the bell showed a person about an item. */
  noticesOf: (userId: number, itemId: number) => string[]
  /** Ledger rows of an item: what happened and how it ended. */
  breachesOf: (entityTypeId: 1 | 2, itemId: number) => Promise<{ kind: string, outcomes: string[] }[]>
  /** Audit rows of an action, newest first. */
  audit: (action: string) => Promise<{ actorId: number | null, subject: string | null, detail: Record<string, unknown> }[]>
  /** Runs one of the schedules now. */
  runJob: (name: string) => Promise<void>
}

/** Installs, signs, finishes; close with `close()`, the store is yours. */
export async function openEnforcingScene(options: AppSceneOptions): Promise<EnforcingScene> {
  const scene = await openAppScene(options)
  const { portal } = scene.running
  await runWizard({ portal, appId: scene.appId, url: scene.url, chooseAll: ['clientFree'] })
  const installation = await options.store.portals.findByMemberId(portal.settings.memberId)
  if (!installation)
    throw new Error('The installation left no portal.')
  const { portalId } = installation
  await signDemoTreaty({ store: options.store, portalId, headOfSales: defaultStaff.headOfSales, headOfMarketing: defaultStaff.headOfMarketing, signedAt: portal.clock.now() - HOUR })
  portal.apps.finishInstall(scene.appId)
  await scene.settle()
  return {
    ...scene,
    portalId,
    addLead: (fields = {}) => Number(portal.crm.add(LEAD, { title: 'Окна', assignedById: defaultStaff.reps[0], ...fields }, asRep, 'card').id),
    move: (leadId, stageId) => void portal.crm.update(LEAD, leadId, { stageId }, asRep, 'kanban'),
    convert: leadId => Number(portal.crm.convertLead(leadId, { contact: true, company: false, deal: true, pipelineId: 0 }, asRep).deal?.id),
    stageOf: (entityTypeId, itemId) => String((portal.crm.get(entityTypeId, itemId) as CrmItem | undefined)?.stageId),
    noticesOf: (userId, itemId) => portal.work.notifications.of(userId).filter(one => one.appId !== null && one.text.includes(`/details/${itemId}/`)).map(one => one.text),
    async breachesOf(entityTypeId, itemId) {
      const rows = await options.store.breaches.ofItem(portalId, { entityTypeId, itemId })
      return rows.map(row => ({ kind: row.kind, outcomes: row.outcomes.map(one => one.outcome) }))
    },
    async audit(action) {
      return (await options.store.audit.list(portalId, { action }, { limit: 100 })).rows
    },
    async runJob(name) {
      const job = scene.app.jobs.find(one => one.name === name)
      if (!job)
        throw new Error(`There is no job ${name}.`)
      await job.work({})
    },
  }
}
