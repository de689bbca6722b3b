import { z } from 'zod'

/** States of a wizard step. `needs_choice` waits for the administrator. */
const INSTALL_STEP_STATES = ['todo', 'running', 'done', 'failed', 'skipped', 'needs_choice'] as const

/** A choice the administrator makes in a step. */
const installChoiceSchema = z.object({
  /** Name of the answer in `choices` of the request. */
  name: z.string(),
  kind: z.enum(['one', 'many', 'text', 'confirm']),
  /** Words key of the question; the wizard's own words. */
  label: z.string(),
  options: z.array(z.object({
    value: z.string(),
    label: z.string(),
    /** A warning or explanation beside the option. */
    note: z.string().nullable(),
  })),
  /** What is proposed; the administrator only confirms. */
  proposed: z.array(z.string()),
})

/** One step of the wizard. */
const installStepSchema = z.object({
  code: z.string(),
  state: z.enum(INSTALL_STEP_STATES),
  /** One sentence in the viewer's language: what was done, or what failed and what to do. */
  message: z.string().nullable(),
  /** Stable code behind the message, for support. */
  messageCode: z.string().nullable(),
  progress: z.object({ done: z.number().int(), of: z.number().int() }).nullable(),
  choices: z.array(installChoiceSchema),
  /** Facts found by the step, each one line. */
  findings: z.array(z.string()),
})

/** GET /api/install: the wizard as it stands; it resumes where it stopped. */
export const installStateSchema = z.object({
  steps: z.array(installStepSchema),
  /** All steps that must be done are done: the page may call `installFinish`. */
  readyToFinish: z.boolean(),
  /** The portal confirmed it (`app.info` INSTALLED). */
  finished: z.boolean(),
})

/** POST /api/install/steps/:code: run a step, with the administrator's choices by name; the answer is the wizard's state. */
export const runInstallStepSchema = z.object({
  choices: z.record(z.string().max(60), z.array(z.string().max(200)).max(500)).default({}),
})

/** The wizard as it stands. */
export type InstallState = z.infer<typeof installStateSchema>
/** One step of the wizard. */
export type InstallStep = z.infer<typeof installStepSchema>
/** A choice the administrator makes. */
export type InstallChoice = z.infer<typeof installChoiceSchema>
