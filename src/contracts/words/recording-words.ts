import type { Words } from '../../domain/words.ts'

/** Every refusal of the room of calls. */
export const RECORDING_REFUSAL_WORDS = {
  ticket_over: { status: 401, words: { ru: 'Ссылка на запись больше не действует. Обновите список звонков.', en: 'The link to the recording has ended. Reload the list of calls.' } },
  recording_no_right: { status: 403, words: { ru: 'Эту запись вам слушать нельзя. Доступ даёт роль, назначение ответственным или проверка вердикта.', en: 'You may not listen to this recording. A role, being the assignee, or a review of the verdict gives access.' } },
  recording_none: { status: 404, words: { ru: 'У этого звонка нет записи.', en: 'This call has no recording.' } },
  recording_expired: { status: 410, words: { ru: 'Записи больше нет: телефония удалила её или ссылка на неё устарела.', en: 'The recording is gone: the telephony deleted it, or its link has expired.' } },
  recording_unreadable: { status: 502, words: { ru: 'Телефония не отдала запись. Повторите через минуту; если не поможет, скажите администратору портала.', en: 'The telephony did not give the recording. Try again in a minute; if it stays, tell the administrator of the portal.' } },
  recording_not_audio: { status: 502, words: { ru: 'По ссылке на запись лежит не звук. Скажите администратору портала: телефония отдаёт что-то другое.', en: 'What the link to the recording gives is no sound. Tell the administrator of the portal: the telephony gives something else.' } },
  recording_too_large: { status: 502, words: { ru: 'Запись больше {megabytes} МБ: такие не проигрываем. Скачайте её в Битрикс24.', en: 'The recording is larger than {megabytes} MB and is not played here. Download it in Bitrix24.' } },
  recording_address: { status: 502, words: { ru: 'Ссылка на запись ведёт во внутреннюю сеть: такую не открываем. Пусть телефония приложит файл к звонку.', en: 'The link to the recording leads into an internal network and is not opened. Let the telephony attach the file to the call.' } },
} as const satisfies Record<string, { status: number, words: Words }>
