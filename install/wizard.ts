import type { Logger } from 'pino'
import type { PortalClients } from '../src/bitrix/portal-client.ts'
import type { InstallState, InstallStep } from '../src/contracts/api/install.schema.ts'
import type { Language } from '../src/domain/words.ts'
import type { Session } from '../src/http/session.ts'
import type { StepProgress } from '../src/portals/install-progress.ts'
import type { Portal } from '../src/store/portals.ts'
import type { StoreScope } from '../src/store/store.ts'
import type { CompleteInstallation } from './complete-installation.ts'
import type { Choices, InstallStepDefinition, StepContext, StepOutcome } from './step.ts'
import { PortalCallError, PortalRefusedError, RateLimitedError } from '../src/bitrix/portal-errors.ts'
import { HttpError } from '../src/http/http-error.ts'
import { writeAudit } from '../src/portals/audit-log.ts'
import { stepProgress } from '../src/portals/install-progress.ts'
import { INSTALL_STEPS } from './steps/steps.ts'
import { WIZARD_WORDS, wizardSentence } from './words.ts'

/** What the wizard takes. */
export interface WizardOptions extends Pick<StepContext, 'appUrl' | 'readPeople' | 'readStages' | 'now'> {
  store: StoreScope
  clients: PortalClients
  complete: CompleteInstallation
  logger: Logger
}

/** Moves a portal in step by step; resumes where it stopped, whoever opens it. */
export interface Wizard {
  /** @throws HttpError 404 when the portal has moved out */
  state: (session: Session) => Promise<InstallState>
  /** Runs a step. A failure of the portal is a state of the step, not an error. @throws HttpError 404 for an unknown step */
  run: (session: Session, code: string, choices: Choices) => Promise<InstallState>
}

/** A step that says it runs for longer than this was broken off. */
const RUNNING_AT_MOST_MS = 2 * 60_000

/** The wizard over its steps. */
export function createWizard(options: WizardOptions): Wizard {
  const { store, clients, now } = options

  async function portalOf(session: Session): Promise<Portal> {
    const portal = await store.portals.get(session.portalId)
    if (portal === null)
      throw new HttpError(404, 'portal_unknown', 'The application is not installed in this Bitrix24.')
    return portal
  }

  function contextOf(portal: Portal, session: Session, code: string): StepContext {
    const { appUrl, readPeople, readStages } = options
    return { portal, client: clients.forPortal(portal.portalId), store, actorId: session.userId, actorRoles: session.roles, language: session.language, appUrl, progress: stepProgress(portal, code), readPeople, readStages, now }
  }

  async function describe(step: InstallStepDefinition, portal: Portal, session: Session): Promise<InstallStep> {
    const context = contextOf(portal, session, step.code)
    const { progress } = context
    return {
      code: step.code,
      state: progress.state === 'running' && now() - progress.at > RUNNING_AT_MOST_MS ? 'todo' : progress.state,
      message: wizardSentence(progress.messageCode, session.language, progress.detail),
      messageCode: progress.messageCode,
      progress: null,
      choices: progress.state === 'todo' ? [] : await step.questions(context),
      findings: progress.findings,
    }
  }

  async function state(session: Session): Promise<InstallState> {
    await options.complete(session.portalId)
    const portal = await portalOf(session)
    const steps = await Promise.all(INSTALL_STEPS.map(step => describe(step, portal, session)))
    return { steps, readyToFinish: steps.every(step => step.state === 'done' || step.state === 'skipped'), finished: portal.status === 'active' }
  }

  async function keep(portalId: number, code: string, change: Partial<StepProgress>): Promise<void> {
    const portal = await store.portals.get(portalId)
    if (portal !== null)
      await store.portals.setInstallStep(portalId, code, { ...stepProgress(portal, code), ...change, at: now() }, now())
  }

  /** Runs the step and turns what the portal refuses into an outcome. */
  async function attempt(step: InstallStepDefinition, context: StepContext, choices: Choices): Promise<StepOutcome> {
    try {
      return await step.run(context, choices)
    }
    catch (error) {
      options.logger.warn({ err: error, portalId: context.portal.portalId, step: step.code }, 'step of the installation failed')
      return failureOf(error)
    }
  }

  return {
    state,
    async run(session, code, choices) {
      const step = INSTALL_STEPS.find(candidate => candidate.code === code)
      if (!step)
        throw new HttpError(404, 'step_unknown', 'The wizard has no such step.')
      const portal = await portalOf(session)
      const context = contextOf(portal, session, code)
      if (context.progress.state === 'running' && now() - context.progress.at < RUNNING_AT_MOST_MS)
        throw new HttpError(409, 'step_running', WIZARD_WORDS['failed.busy'][session.language as Language])
      const given = Object.keys(choices).length > 0 ? choices : {}
      await keep(portal.portalId, code, { state: 'running', ...(Object.keys(given).length > 0 ? { choices: given } : {}) })
      const outcome = await attempt(step, context, given)
      await keep(portal.portalId, code, { state: outcome.state, messageCode: outcome.message, detail: outcome.detail ?? null, findings: outcome.findings ?? [], facts: outcome.facts ?? {} })
      if (outcome.state !== 'needs_choice')
        await writeAudit(store.audit, portal.portalId, now(), { action: 'install.step', actorId: session.userId, subject: code, detail: { state: outcome.state, message: outcome.message } })
      return state(session)
    },
  }
}

function failureOf(error: unknown): StepOutcome {
  // A refusal of our own is a sentence about what was chosen: the choice stays open.
  if (error instanceof HttpError && error.status < 500)
    return { state: 'needs_choice', message: 'failed.refused', detail: error.message }
  if (error instanceof RateLimitedError)
    return { state: 'failed', message: 'failed.rate_limited' }
  if (error instanceof PortalRefusedError)
    return { state: 'failed', message: 'failed.portal_refused', detail: (error.description || error.portalCode || error.method).slice(0, 300) }
  if (error instanceof PortalCallError && `failed.${error.code}` in WIZARD_WORDS)
    return { state: 'failed', message: `failed.${error.code}` as keyof typeof WIZARD_WORDS, detail: error.method }
  return { state: 'failed', message: 'failed.internal' }
}
