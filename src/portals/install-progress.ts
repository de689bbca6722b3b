import type { Portal, PortalRepository } from '../store/portals.ts'
import { z } from 'zod'

/** What is kept of one wizard step. */
const stepProgressSchema = z.object({
  state: z.enum(['todo', 'running', 'done', 'failed', 'skipped', 'needs_choice']).catch('todo'),
  /** The administrator's last choices by name: proposed again when the step runs anew. */
  choices: z.record(z.string(), z.array(z.string())).catch({}),
  /** Words key of the sentence, and what it speaks of. */
  messageCode: z.string().nullable().catch(null),
  detail: z.string().nullable().catch(null),
  findings: z.array(z.string()).catch([]),
  /** ms since the epoch. */
  at: z.number().catch(0),
  /** What the step found and needs again, e.g. the stages it offered. */
  facts: z.record(z.string(), z.unknown()).catch({}),
})

/** What is kept of one wizard step. */
export type StepProgress = z.infer<typeof stepProgressSchema>

/** A step nobody has run yet. */
export const EMPTY_PROGRESS: StepProgress = { state: 'todo', choices: {}, messageCode: null, detail: null, findings: [], at: 0, facts: {} }

/** Where a step stands; a row of an older shape counts as not run. */
export function stepProgress(portal: Pick<Portal, 'installState'>, code: string): StepProgress {
  const parsed = stepProgressSchema.safeParse(portal.installState[code])
  return parsed.success ? parsed.data : EMPTY_PROGRESS
}

/** Opens every step again and keeps the choices: after a reinstall or an update the portal has lost our handlers and field types. */
export async function reopenSteps(portals: PortalRepository, portal: Portal, now: number): Promise<void> {
  for (const code of Object.keys(portal.installState))
    await portals.setInstallStep(portal.portalId, code, { ...stepProgress(portal, code), state: 'todo', messageCode: null, detail: null, findings: [], at: now }, now)
  await portals.setCapabilities(portal.portalId, { cardField: 'waiting' }, now)
}
