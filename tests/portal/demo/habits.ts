import { defaultStaff } from '../people/default-staff.ts'

/** How a sales rep of the demo answers for leads; the demo's driver gives verdicts accordingly. */
export type HabitKind = 'honest' | 'all spam' | 'all qualified' | 'late' | 'pasted comment'

/** What the lead truly was: known to the story alone. */
export type Truth = 'qualified' | 'off target' | 'spam'

/** One rep's ways, as plain data. */
export interface Habit {
  userId: number
  kind: HabitKind
  /** Hours between a lead's birth and the first call: at least, at most. */
  firstCallHours: readonly [number, number]
  /** Calls tried before giving up. */
  attempts: number
  /** Part of the leads of each truth that this rep converts; the rest is junk. */
  convertShare: Readonly<Record<Truth, number>>
  /** Part of the leads of the last week nobody has touched yet. */
  untouchedShare: number
  /** Comment this rep pastes into everything; empty for the others. */
  pastedComment: Readonly<Record<'ru' | 'en', string>>
}

const [honest, spammer, optimist, late, paster] = defaultStaff.reps
const noComment = { ru: '', en: '' }

/** The five reps: one fills honestly, one calls everything spam, one calls everything qualified, one is late, one pastes. */
export const habits: readonly Habit[] = [
  { userId: honest, kind: 'honest', firstCallHours: [0.1, 3], attempts: 4, convertShare: { 'qualified': 0.93, 'off target': 0.04, 'spam': 0 }, untouchedShare: 0.1, pastedComment: noComment },
  { userId: spammer, kind: 'all spam', firstCallHours: [0.5, 10], attempts: 1, convertShare: { 'qualified': 0.3, 'off target': 0.01, 'spam': 0 }, untouchedShare: 0.15, pastedComment: noComment },
  { userId: optimist, kind: 'all qualified', firstCallHours: [0.2, 6], attempts: 2, convertShare: { 'qualified': 0.98, 'off target': 0.85, 'spam': 0.55 }, untouchedShare: 0.1, pastedComment: noComment },
  { userId: late, kind: 'late', firstCallHours: [30, 160], attempts: 3, convertShare: { 'qualified': 0.72, 'off target': 0.05, 'spam': 0.01 }, untouchedShare: 0.7, pastedComment: noComment },
  { userId: paster, kind: 'pasted comment', firstCallHours: [0.3, 8], attempts: 2, convertShare: { 'qualified': 0.8, 'off target': 0.12, 'spam': 0.05 }, untouchedShare: 0.2, pastedComment: { ru: 'Не актуально, клиент думает.', en: 'Not relevant, the client is thinking.' } },
]
