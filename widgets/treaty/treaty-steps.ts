/** Steps of the workshop, in the order of the meeting. */
export const TREATY_STEPS = ['funnel', 'handoff', 'criteria', 'matrix', 'reasons', 'targets', 'deadlines', 'roles', 'gate', 'bonus', 'sign'] as const

/** A step of the workshop. */
export type TreatyStep = typeof TREATY_STEPS[number]

const STEP_OF_SECTION: Readonly<Record<string, TreatyStep>> = {
  title: 'funnel',
  funnel: 'funnel',
  handoff: 'handoff',
  criteria: 'criteria',
  warmth: 'matrix',
  matrix: 'matrix',
  reasons: 'reasons',
  targets: 'targets',
  review: 'targets',
  deadlines: 'deadlines',
  calendar: 'deadlines',
  roles: 'roles',
  roleRules: 'roles',
  signatories: 'roles',
  gate: 'gate',
  bonus: 'bonus',
  startsAt: 'sign',
}

/** Rules of the verdict stand where people look for them. */
const STEP_OF_RULE: Readonly<Record<string, TreatyStep>> = { unknownAllowed: 'criteria', attempts: 'reasons', maturityDays: 'targets', spamInTargetShare: 'targets' }

/** The step in which a field is set: `rules.attempts` → reasons. */
export function stepOfField(field: string): TreatyStep {
  const [section = '', name = ''] = field.split(/[.[\]]+/)
  return (section === 'rules' ? STEP_OF_RULE[name] : STEP_OF_SECTION[section]) ?? 'sign'
}
