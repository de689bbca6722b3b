import type { PortalClient } from '../src/bitrix/portal-client.ts'
import type { InstallChoice } from '../src/contracts/api/install.schema.ts'
import type { Language } from '../src/domain/words.ts'
import type { Session } from '../src/http/session.ts'
import type { StepProgress } from '../src/portals/install-progress.ts'
import type { Portal } from '../src/store/portals.ts'
import type { StoreScope } from '../src/store/store.ts'
import type { WizardWordKey } from './words.ts'

/** What every step may use. Calls to the portal are the service user's, in the people's share of its budget. */
export interface StepContext {
  portal: Portal
  client: PortalClient
  store: StoreScope
  /** Administrator who runs the wizard. */
  actorId: number
  /** His roles. */
  actorRoles: Session['roles']
  /** Language of the sentences. */
  language: Language
  /** Origin of the application, without a trailing slash. */
  appUrl: string
  /** What was kept of this step. */
  progress: StepProgress
  /** Reads employees and departments into our copy. */
  readPeople: (portalId: number) => Promise<{ active: number, departments: number }>
  /** Reads pipelines and stages into our copy. */
  readStages: (portalId: number) => Promise<void>
  now: () => number
}

/** The administrator's answers by the names of the questions. */
export type Choices = Record<string, string[]>

/** How a run of a step ended. Failures of the portal are thrown and told by the wizard. */
export interface StepOutcome {
  state: 'done' | 'skipped' | 'needs_choice' | 'failed'
  message: WizardWordKey
  /** Put into the sentence at `{detail}`. */
  detail?: string
  /** One line each. */
  findings?: string[]
  /** Kept for the next look at the step. */
  facts?: Record<string, unknown>
}

/** One step of the story of moving in: safe to repeat, safe to break off. */
export interface InstallStepDefinition {
  code: string
  /** Questions of the step as things stand; empty when it has none. Reads our store only. */
  questions: (context: StepContext) => Promise<InstallChoice[]>
  /** Does the step. `choices` is empty on the first run: a step with questions then prepares them and asks. */
  run: (context: StepContext, choices: Choices) => Promise<StepOutcome>
}

/** Lane of every call of the wizard: a person waits for it. */
export const WIZARD_LANE = { lane: 'people' } as const

/** The only answer of a question; null when it was not answered. */
export function single(choices: Choices, name: string): string | null {
  return choices[name]?.[0] ?? null
}
