import type { ReviewSignalKind } from '../contracts/api/review-lists.schema.ts'
import type { Words } from '../domain/words.ts'

/** Each signal as a question. `{x}` is filled from the signal's detail. */
export const SIGNAL_WORDS: Readonly<Record<ReviewSignalKind, Words>> = {
  all_met_fast: { ru: '«Всё подходит» за {seconds} с: успел ли менеджер прочитать критерии?', en: '“All met” in {seconds} s: was there time to read the criteria?' },
  verdict_at_once: { ru: 'Вердикт через {seconds} с после создания: был ли разговор?', en: 'A verdict {seconds} s after creation: was there a talk?' },
  no_answer_few_calls: { ru: '«Не дозвонились» после {made} из {allowed} звонков: звонили ли ещё откуда-то?', en: '“No answer” after {made} of {allowed} calls: were there calls from elsewhere?' },
  spam_long_talk: { ru: '«Спам» после разговора {minutes} мин: о чём говорили?', en: '“Spam” after a talk of {minutes} min: what was it about?' },
  same_comment: { ru: 'Один и тот же комментарий у {times} лидов: «{comment}». Он правда подходит ко всем?', en: 'The same comment on {times} leads: “{comment}”. Does it really fit all of them?' },
  burst: { ru: '{late} из {all} вердиктов месяца — в последние два дня. Что мешало раньше?', en: '{late} of the month\'s {all} verdicts came on its last two days. What was in the way before?' },
  reasons_apart: { ru: '«{key}»: {own} % вердиктов, у коллег {peers} %. Другие лиды или другой взгляд?', en: '“{key}”: {own} % of the verdicts, {peers} % among colleagues. Other leads, or another view?' },
  deal_after_off_target: { ru: 'Клиент отклонённого лида позже пришёл со сделкой {deal}. Что изменилось?', en: 'The client of a rejected lead came back with deal {deal}. What has changed?' },
  lost_early: { ru: '✅ проигран через {days} дн. Какой критерий не подтвердился?', en: 'A ✅ was lost after {days} days. Which criterion did not hold?' },
  field_contradicts: { ru: 'Поле CRM говорит другое, чем ответ на «{criterion}». Что верно?', en: 'A CRM field contradicts the answer to “{criterion}”. Which is right?' },
}
