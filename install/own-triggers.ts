import type { Words } from '../src/domain/words.ts'

/** Triggers customers hang their own robots on; the code is what the app raises later. @see architecture section 6 */
export const OWN_TRIGGERS: readonly { code: string, words: Words }[] = [
  { code: 'pt_feedback_given', words: { ru: 'Дана обратная связь по лиду', en: 'Feedback on the lead was given' } },
  { code: 'pt_accepted', words: { ru: 'Маркетинг принял вердикт', en: 'Marketing accepted the verdict' } },
  { code: 'pt_disputed', words: { ru: 'Маркетинг не согласен с вердиктом', en: 'Marketing disputes the verdict' } },
  { code: 'pt_ruled', words: { ru: 'РОП решил спор', en: 'The head of sales has ruled' } },
  { code: 'pt_matrix_step', words: { ru: 'Назначен следующий шаг по матрице', en: 'The matrix named the next step' } },
]
