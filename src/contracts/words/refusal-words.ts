import type { Words } from '../../domain/words.ts'
import { RECORDING_REFUSAL_WORDS } from './recording-words.ts'
import { REVIEW_REFUSAL_WORDS } from './review-words.ts'

/** A refusal a person may read: its HTTP status and one sentence that says what to do next. `{name}` is filled from details. */
interface RefusalWords {
  readonly status: number
  readonly words: Words
}

/** Every refusal of the treaty, feedback, review and call rooms. */
export const REFUSAL_WORDS = {
  item_unknown: { status: 404, words: { ru: 'Такого элемента нет, или он ещё не загружен. Обновите страницу через минуту.', en: 'There is no such item, or it is not loaded yet. Reload the page in a minute.' } },
  item_deleted: { status: 410, words: { ru: 'Элемент удалён в Битрикс24: обратную связь к нему дать нельзя.', en: 'The item was deleted in Bitrix24: no feedback can be given on it.' } },
  no_right: { status: 403, words: { ru: 'Этот элемент вам недоступен. Доступ даёт роль или назначение ответственным: спросите администратора приложения.', en: 'You have no access to this item. A role or being its assignee gives it: ask the administrator of the application.' } },
  no_right_to_give: { status: 403, words: { ru: 'Обратную связь даёт ответственный менеджер или РОП.', en: 'Feedback is given by the assigned rep or the head of sales.' } },
  judged_by_lead: { status: 409, words: { ru: 'Вердикт ставится лиду, из которого создана сделка. Откройте лид.', en: 'The verdict belongs to the lead this deal was made from. Open the lead.' } },
  not_judged: { status: 409, words: { ru: 'По договору у этой сделки нет своего вердикта.', en: 'The treaty asks for no verdict on this deal.' } },
  verdict_ruled: { status: 409, words: { ru: 'Спор решён. Изменить вердикт может только РОП.', en: 'The dispute is decided. Only the head of sales can change the verdict.' } },
  no_treaty: { status: 409, words: { ru: 'Договора ещё нет, даже черновика. Администратор должен закончить установку.', en: 'There is no treaty yet, not even a draft. The administrator has to finish the installation.' } },
  warmth_unknown: { status: 400, words: { ru: 'Такой теплоты нет в договоре. Обновите форму.', en: 'The treaty has no such warmth. Reload the form.' } },
  reason_unknown: { status: 400, words: { ru: 'Такой причины нет в договоре для этого вердикта. Обновите форму.', en: 'The treaty has no such reason for this verdict. Reload the form.' } },
  still_trying_has_verdict: { status: 409, words: { ru: 'Вердикт уже дан: дозваниваться отмечать незачем.', en: 'There is a verdict already: no need to mark "still trying".' } },
  still_trying_attempts_used: { status: 409, words: { ru: 'Сделано {made} из {allowed} звонков: пора дать вердикт.', en: '{made} of {allowed} calls were made: it is time for a verdict.' } },
  still_trying_deadline_passed: { status: 409, words: { ru: 'Срок вердикта уже прошёл: отметка его не продлит. Дайте вердикт.', en: 'The deadline has passed: the mark would not extend it. Give the verdict.' } },
  version_unknown: { status: 404, words: { ru: 'Версии {version} нет.', en: 'There is no version {version}.' } },
  version_signed: { status: 409, words: { ru: 'Версия {version} подписана и не меняется. Создайте новую.', en: 'Version {version} is signed and never changes. Make a new one.' } },
  draft_changed: { status: 409, words: { ru: 'Черновик тем временем изменили. Ваши правки не потеряны: сравните и сохраните снова.', en: 'The draft was changed meanwhile. Your edits are not lost: compare and save again.' } },
  may_not_draft: { status: 403, words: { ru: 'Договор готовят руководители маркетинга и продаж и собственник.', en: 'The treaty is prepared by the heads of marketing and sales and the owner.' } },
  may_not_read_treaty: { status: 403, words: { ru: 'Договор открыт тем, у кого есть роль. Попросите администратора приложения назначить её.', en: 'The treaty is open to everybody with a role. Ask the administrator of the application for one.' } },
  may_not_change_signatory: { status: 403, words: { ru: 'Подписанта меняет другой подписант или собственник: поле «Подписи» ({field}). Черновик сохранён без изменений.', en: 'A signatory is changed by the other signatory or the owner: field "Signatures" ({field}). The draft is kept as it was.' } },
  person_unknown: { status: 400, words: { ru: 'В Битрикс24 нет сотрудника с номером {userId} (people).', en: 'Bitrix24 knows nobody with the number {userId} (people).' } },
  admin_needed: { status: 400, words: { ru: '{name} не администратор этого Битрикс24 и не может управлять приложением (people.roles).', en: '{name} is no administrator of this Bitrix24 and cannot manage the application (people.roles).' } },
  signer_both_sides: { status: 400, words: { ru: 'Никто не делает себя подписантом обеих сторон: роли руководителя маркетинга и РОПа держат два человека (people.roles).', en: 'Nobody makes himself the signatory of both sides: give the roles head of marketing and head of sales to two people (people.roles).' } },
  signatory_keeps_role: { status: 403, words: { ru: '{name} — подписант договора ({field}). Роль снимают другой подписант или собственник, либо администратор после того, как новую версию подпишет другой человек.', en: '{name} signs the treaty ({field}). The role is taken away by the other signatory or the owner, or by the administrator once a newer version is signed by somebody else.' } },
  template_unknown: { status: 400, words: { ru: 'Шаблона «{template}» нет.', en: 'There is no template "{template}".' } },
  file_is_no_json: { status: 422, words: { ru: 'Файл (text) не читается: это не JSON. Черновик не изменился.', en: 'The file (text) cannot be read: it is no JSON. The draft is unchanged.' } },
  may_not_sign: { status: 403, words: { ru: 'Подписать за эту сторону может только тот, у кого её роль: {role} ({field}).', en: 'Only somebody with the role of this side can sign for it: {role} ({field}).' } },
  not_the_signatory: { status: 403, words: { ru: 'За эту сторону в договоре назван другой человек ({field}).', en: 'The treaty names somebody else for this side ({field}).' } },
  signed_other_side: { status: 409, words: { ru: 'Вы уже подписали эту версию за другую сторону ({field}). Один человек не подписывает за обе.', en: 'You have signed this version for the other side already ({field}). One person never signs for both.' } },
  hash_changed: { status: 409, words: { ru: 'Текст изменился с тех пор, как вы его открыли. Прочтите его ещё раз и подпишите.', en: 'The text has changed since you opened it. Read it again, then sign.' } },
  start_missing: { status: 400, words: { ru: 'Не выбрана дата, с которой договор действует (startsAt).', en: 'No date is chosen from which the treaty is in force (startsAt).' } },
  version_overlaps: { status: 409, words: { ru: 'Версия {version} вступает в силу позже или в тот же момент. Выберите более позднюю дату (startsAt).', en: 'Version {version} comes in force later or at the same moment. Choose a later date (startsAt).' } },
  treaty_incomplete: { status: 409, words: { ru: 'Договор ещё нельзя подписать: {problem}', en: 'The treaty cannot be signed yet: {problem}' } },
  preview_impossible: { status: 409, words: { ru: 'Посчитать нельзя: {problem}', en: 'This cannot be counted: {problem}' } },
  treaty_unreadable: { status: 422, words: { ru: 'Это не договор: поле «{path}» — {reason}. Черновик не изменился.', en: 'This is no treaty: field "{path}" - {reason}. The draft is unchanged.' } },
  ...REVIEW_REFUSAL_WORDS,
  ...RECORDING_REFUSAL_WORDS,
} as const satisfies Record<string, RefusalWords>

/** Code of a refusal. */
export type RefusalCode = keyof typeof REFUSAL_WORDS
