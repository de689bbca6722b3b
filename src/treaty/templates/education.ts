import type { TreatyTemplate } from './treaty-template.ts'
import { DEFAULT_STEPS, DEFAULT_WARMTH } from '../../domain/treaty-defaults.ts'
import { COMMON_SPAM_REASONS, OTHER_REASON } from './common-reasons.ts'

/** Courses and schools: level, format, start, and who pays. */
export const educationTemplate: TreatyTemplate = {
  code: 'education',
  words: { ru: 'Обучение', en: 'Education' },
  criteria: [
    {
      code: 'goal',
      kind: 'yes_no',
      mandatory: true,
      field: null,
      words: { ru: 'Цель', en: 'Goal' },
      hint: { ru: 'Цель ученика совпадает с тем, чему учим', en: 'The goal is what we teach' },
    },
    {
      code: 'level',
      kind: 'choice',
      metValues: [],
      mandatory: true,
      field: null,
      words: { ru: 'Уровень', en: 'Level' },
      hint: { ru: 'Уровень подходит одной из групп', en: 'The level fits one of the groups' },
    },
    {
      code: 'payer',
      kind: 'yes_no',
      mandatory: true,
      field: null,
      words: { ru: 'Кто платит', en: 'Who pays' },
      hint: { ru: 'Говорим с тем, кто платит', en: 'We talk to whoever pays' },
    },
    {
      code: 'start',
      kind: 'date_horizon',
      withinDays: 60,
      mandatory: true,
      field: null,
      words: { ru: 'Начало', en: 'Start' },
      hint: { ru: 'Готов начать в ближайший набор, в течение двух месяцев', en: 'Ready to begin with the next group, within two months' },
    },
  ],
  warmth: DEFAULT_WARMTH,
  steps: [
    { code: 'handoff', words: { ru: 'Записать на пробное занятие', en: 'Book a trial lesson' } },
    { code: 'clarify', words: { ru: 'Проверить уровень и записать', en: 'Check the level, then book' } },
    DEFAULT_STEPS[2]!,
  ],
  reasons: {
    offTarget: [
      { code: 'other_subject', words: { ru: 'Другой предмет', en: 'Other subject' }, kind: 'plain' },
      { code: 'wrong_level', words: { ru: 'Уровень не подходит ни одной группе', en: 'No group of this level' }, kind: 'plain' },
      { code: 'no_budget', words: { ru: 'Дорого', en: 'Too expensive' }, kind: 'plain' },
      { code: 'wants_free', words: { ru: 'Хочет только бесплатное', en: 'Wants free lessons only' }, kind: 'plain' },
      { code: 'too_early', words: { ru: 'Начнёт позже', en: 'Will begin later' }, kind: 'plain' },
      { code: 'job_seeker', words: { ru: 'Ищет работу преподавателем', en: 'Looks for a job as a teacher' }, kind: 'plain' },
      OTHER_REASON,
    ],
    spam: COMMON_SPAM_REASONS,
  },
}
