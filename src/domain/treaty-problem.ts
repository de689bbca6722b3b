/** What can be wrong with a treaty. The sentence for each code, with the field's name, lives in `src/contracts/words`. */
type TreatyProblemCode
  = 'criteria_too_few'
    | 'criteria_too_many'
    | 'code_invalid'
    | 'code_twice'
    | 'words_missing'
    | 'range_empty'
    | 'choice_without_values'
    | 'warmth_too_few'
    | 'matrix_incomplete'
    | 'matrix_step_unknown'
    | 'reasons_missing'
    | 'funnel_side_missing'
    | 'funnel_order'
    | 'step_without_binding'
    | 'handoff_missing'
    | 'handoff_step_unknown'
    | 'stage_on_both_sides'
    | 'stage_twice'
    | 'stage_unknown'
    | 'number_out_of_range'
    | 'calendar_empty'
    | 'interval_invalid'
    | 'date_invalid'
    | 'zone_unknown'
    | 'pipeline_missing'
    | 'pipeline_twice'
    | 'pipeline_unknown'
    | 'waiting_stage_unknown'
    | 'exemption_empty'
    | 'signatory_missing'
    | 'signatory_both_sides'
    | 'signatory_without_role'
    | 'role_empty'

/** Something wrong with a treaty, at a named field. */
export interface TreatyProblem {
  readonly code: TreatyProblemCode
  /** Path of the field in the document: `criteria[2].words.ru`. */
  readonly field: string
  /** Numbers and names for the sentence: `min`, `max`, `value`, `code`, `stage`, `role` ... */
  readonly details: Readonly<Record<string, string | number>>
}

/** Names a problem. */
export function problem(code: TreatyProblem['code'], field: string, details: TreatyProblem['details'] = {}): TreatyProblem {
  return { code, field, details }
}
