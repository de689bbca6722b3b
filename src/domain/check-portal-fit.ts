import type { UserId } from './ids.ts'
import type { Role } from './role.ts'
import type { TreatyProblem } from './treaty-problem.ts'
import type { StageRef, TreatyDocument } from './treaty.ts'
import { stageKey } from './check-funnel.ts'
import { DEAL } from './item-ref.ts'
import { SIDES, SIGNING_ROLE } from './role.ts'
import { problem } from './treaty-problem.ts'

/** What a portal has, as far as a treaty leans on it. */
export interface PortalFacts {
  readonly stages: readonly StageRef[]
  readonly roles: readonly { readonly userId: UserId, readonly role: Role }[]
}

/** Roles somebody must hold before a treaty can work. */
const NEEDED_ROLES: readonly Role[] = ['rep', 'marketer', 'rop', 'cmo']

/** Checks a treaty against the portal: stages exist, roles are held, signatories are two different people with the right role. */
export function checkPortalFit(document: TreatyDocument, portal: PortalFacts): TreatyProblem[] {
  return [...checkKnownStages(document, portal), ...checkSignatories(document, portal), ...checkRoles(portal)]
}

function checkRoles({ roles }: PortalFacts): TreatyProblem[] {
  return NEEDED_ROLES.filter(role => !roles.some(held => held.role === role)).map(role => problem('role_empty', 'roles', { role }))
}

function checkSignatories({ signatories }: TreatyDocument, { roles }: PortalFacts): TreatyProblem[] {
  const named = SIDES.map(side => ({ side, userId: signatories[side] }))
  return named.flatMap(({ side, userId }, index) => {
    if (userId === null)
      return side === 'owner' ? [] : [problem('signatory_missing', `signatories.${side}`)]
    if (named.slice(0, index).some(other => other.userId === userId))
      return [problem('signatory_both_sides', `signatories.${side}`, { user: userId })]
    return roles.some(held => held.userId === userId && held.role === SIGNING_ROLE[side])
      ? []
      : [problem('signatory_without_role', `signatories.${side}`, { user: userId, role: SIGNING_ROLE[side] })]
  })
}

function checkKnownStages({ funnel, handoff, gate }: TreatyDocument, { stages }: PortalFacts): TreatyProblem[] {
  const known = new Set(stages.map(stageKey))
  const absent = (stage: StageRef, field: string): TreatyProblem[] => known.has(stageKey(stage)) ? [] : [problem('stage_unknown', field, { stage: stage.stageId })]
  const ofIntake = (stageId: string, field: string): TreatyProblem[] => absent({ ...handoff.intake, stageId }, field)
  return [
    ...funnel.flatMap(({ binding }, index) => binding.kind === 'stages' ? binding.stages.flatMap(stage => absent(stage, `funnel[${index}].binding`)) : []),
    ...handoff.intakeStageIds.flatMap((stageId, index) => ofIntake(stageId, `handoff.intakeStageIds[${index}]`)),
    ...handoff.beyondStageIds.flatMap((stageId, index) => ofIntake(stageId, `handoff.beyondStageIds[${index}]`)),
    ...gate.pipelines.flatMap(({ pipelineId, waitingStageId }, index) => {
      if (!stages.some(stage => stage.entityTypeId === DEAL && stage.pipelineId === pipelineId))
        return [problem('pipeline_unknown', `gate.pipelines[${index}].pipelineId`, { pipeline: pipelineId })]
      return waitingStageId === null || known.has(stageKey({ entityTypeId: DEAL, pipelineId, stageId: waitingStageId }))
        ? []
        : [problem('waiting_stage_unknown', `gate.pipelines[${index}].waitingStageId`, { stage: waitingStageId })]
    }),
  ]
}
