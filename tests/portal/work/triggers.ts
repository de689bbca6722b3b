/** A trigger an application offers to the automation of the CRM. */
export interface Trigger {
  appId: number
  code: string
  name: string
}

/** A rule an administrator hung on a stage: when the trigger fires, the item moves there. */
export interface TriggerRule {
  appId: number
  code: string
  entityTypeId: number
  pipelineId: number
  stageId: string
}

/** One firing, for pages and tests. */
export interface TriggerFiring {
  appId: number | null
  code: string
  entityTypeId: number
  entityId: number
  at: number
  /** Stages it moved the item to; empty when no rule listened. */
  movedTo: string[]
}

/** Triggers of applications. */
export interface Triggers {
  list: (appId?: number) => Trigger[]
  /** The same code again renames the trigger. */
  put: (trigger: Trigger) => void
  remove: (appId: number, code: string) => boolean
  rules: () => TriggerRule[]
  addRule: (rule: TriggerRule) => void
  firings: () => readonly TriggerFiring[]
  /** Fires a trigger for one item: rules move it as the system (robots run, events bring no tokens). */
  fire: (firing: { appId: number | null, code: string, entityTypeId: number, entityId: number }) => TriggerFiring
}
