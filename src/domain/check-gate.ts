import type { GatePolicy } from './gate-policy.ts'
import type { TreatyProblem } from './treaty-problem.ts'
import { problem } from './treaty-problem.ts'

/** Checks the gate's policy: something is governed, each pipeline once, exemptions say whom they exempt. */
export function checkGate(gate: GatePolicy): TreatyProblem[] {
  const { pipelines, exemptions } = gate
  return [
    ...(pipelines.length === 0 ? [problem('pipeline_missing', 'gate.pipelines')] : []),
    ...pipelines.flatMap(({ pipelineId }, index) => pipelines.findIndex(other => other.pipelineId === pipelineId) < index
      ? [problem('pipeline_twice', `gate.pipelines[${index}]`, { pipeline: pipelineId })]
      : []),
    ...exemptions.flatMap((exemption, index) => exemption.kind !== 'repeat_client' && exemption.values.length === 0
      ? [problem('exemption_empty', `gate.exemptions[${index}].values`, { kind: exemption.kind })]
      : []),
  ]
}
