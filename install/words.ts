import type { Language, Words } from '../src/domain/words.ts'

/** Sentences of the wizard. `{detail}` is filled in. Questions and options are whole texts, because the page shows them as they come. */
export const WIZARD_WORDS = {
  'checks.done': { ru: 'Всё нужное у портала есть.', en: 'This portal has all that is needed.' },
  'checks.simple': { ru: 'CRM работает без лидов: приложение наблюдает и считает, но ничего не исправляет.', en: 'This CRM works without leads: the app observes and counts, but corrects nothing.' },
  'checks.scopes': { ru: 'Не хватает прав: {detail}. Добавьте их в карточке приложения и повторите.', en: 'Permissions are missing: {detail}. Add them in the card of the application and repeat.' },
  'checks.methods': { ru: 'Тариф портала не даёт: {detail}. Остальное работает.', en: 'The plan of this portal lacks: {detail}. Everything else works.' },
  'people.ask': { ru: 'Проверьте часовой пояс и роли: мы предложили их по отделам.', en: 'Check the time zone and the roles: we proposed them from the departments.' },
  'people.done': { ru: 'Роли и часовой пояс подтверждены: {detail}.', en: 'Roles and time zone are confirmed: {detail}.' },
  'people.zone': { ru: 'Такого часового пояса нет: {detail}.', en: 'There is no such time zone: {detail}.' },
  'people.confirm': { ru: 'Подтвердите, что роли открывают ровно эти данные.', en: 'Confirm that roles open exactly this data.' },
  'stages.ask': { ru: 'Выберите, где договор действует и куда можно возвращать.', en: 'Choose where the treaty applies and where items may be returned to.' },
  'stages.done': { ru: 'Стадии готовы: {detail}. Черновик договора создан, пропускной пункт только наблюдает.', en: 'Stages are ready: {detail}. A draft of the treaty exists, the gate only observes.' },
  'fields.done': { ru: 'Поля на месте: {detail}.', en: 'The fields are in place: {detail}.' },
  'fields.type': { ru: 'Поле {detail} уже есть, но другого типа. Удалите или переименуйте его и повторите.', en: 'The field {detail} exists with another type. Delete or rename it and repeat.' },
  'connect.done': { ru: 'Виджеты и события подключены: {detail}.', en: 'Widgets and events are connected: {detail}.' },
  'card.ask': { ru: 'Как требовать обратную связь и где её показать.', en: 'How to require feedback, and where to show it.' },
  'card.done': { ru: 'Карточка готова: {detail}.', en: 'The card is ready: {detail}.' },
  'finish.done': { ru: '{detail}', en: '{detail}' },
  'finish.empty': { ru: 'За прошлый месяц лидов не было: первые числа появятся с первым лидом.', en: 'There were no leads last month: the first figures come with the first lead.' },
  'failed.refused': { ru: '{detail}', en: '{detail}' },
  'failed.portal_refused': { ru: 'Портал отказал: {detail}', en: 'The portal refused: {detail}' },
  'failed.portal_unreachable': { ru: 'Портал не отвечает. Ничего не потеряно: повторите через минуту.', en: 'The portal does not answer. Nothing was lost: repeat in a minute.' },
  'failed.access_revoked': { ru: 'Доступ к порталу потерян. Закройте эту страницу и откройте приложение снова.', en: 'The access to the portal was lost. Close this page and open the application again.' },
  'failed.rate_limited': { ru: 'Портал просит подождать. Повторите через минуту.', en: 'The portal asks to wait. Repeat in a minute.' },
  'failed.unexpected_answer': { ru: 'Портал ответил непонятно ({detail}). Повторите; если останется, напишите в поддержку.', en: 'The portal answered in an unknown way ({detail}). Repeat; if it stays, write to the support.' },
  'failed.internal': { ru: 'Шаг не удался из-за ошибки у нас. Повторите; если останется, напишите в поддержку.', en: 'The step failed because of a fault of ours. Repeat; if it stays, write to the support.' },
  'failed.busy': { ru: 'Этот шаг уже выполняется. Подождите минуту.', en: 'This step is running already. Wait a minute.' },
} as const satisfies Record<string, Words>

/** Key of a sentence. */
export type WizardWordKey = keyof typeof WIZARD_WORDS

/** A sentence in a language, with its detail. Keys of former versions give nothing. */
export function wizardSentence(key: string | null, language: Language, detail: string | null): string | null {
  const words: Words | undefined = key === null ? undefined : (WIZARD_WORDS as Record<string, Words>)[key]
  return words === undefined ? null : words[language].replace('{detail}', () => detail ?? '')
}

/** Picks one of two texts. */
export function say(language: Language, ru: string, en: string): string {
  return language === 'ru' ? ru : en
}
