import type { Role } from '../../domain/role.ts'
import type { TreatyProblem } from '../../domain/treaty-problem.ts'
import type { Language, Words } from '../../domain/words.ts'
import { isRole } from '../../domain/role.ts'
import { fillWords } from './fill-words.ts'
import { roleName } from './role-words.ts'

const WORDS: Readonly<Record<TreatyProblem['code'], Words>> = {
  criteria_too_few: { ru: 'обязательных критериев {value}, нужно от {min} до {max}', en: 'there are {value} mandatory criteria, {min} to {max} are needed' },
  criteria_too_many: { ru: 'обязательных критериев {value}, нужно от {min} до {max}', en: 'there are {value} mandatory criteria, {min} to {max} are needed' },
  code_invalid: { ru: 'код «{code}» не подходит: латинские буквы, цифры и подчёркивание, сначала буква', en: 'code "{code}" does not fit: Latin letters, digits and underscore, a letter first' },
  code_twice: { ru: 'код «{code}» встречается дважды', en: 'code "{code}" appears twice' },
  words_missing: { ru: 'нет названия', en: 'the name is missing' },
  range_empty: { ru: 'в диапазоне нет ни одного числа', en: 'the range holds no number' },
  choice_without_values: { ru: 'не выбрано ни одного подходящего значения', en: 'no matching value is chosen' },
  warmth_too_few: { ru: 'уровней теплоты {value}, нужно хотя бы {min}', en: 'there are {value} levels of warmth, at least {min} are needed' },
  matrix_incomplete: { ru: 'в матрице нет шага для «{criteria} × {warmth}»', en: 'the matrix has no step for "{criteria} × {warmth}"' },
  matrix_step_unknown: { ru: 'в матрице назван неизвестный шаг «{step}»', en: 'the matrix names an unknown step "{step}"' },
  reasons_missing: { ru: 'нет ни одной причины', en: 'there is no reason' },
  funnel_side_missing: { ru: 'у стороны «{side}» нет ни одной ступени', en: 'side "{side}" has no step' },
  funnel_order: { ru: 'ступень «{code}» маркетинга стоит после ступеней продаж', en: 'marketing step "{code}" stands after the steps of sales' },
  step_without_binding: { ru: 'ступень «{code}» не привязана ни к одной стадии', en: 'step "{code}" is bound to no stage' },
  handoff_missing: { ru: 'не указано, где проходит передача', en: 'it is not said where the handoff is' },
  handoff_step_unknown: { ru: 'передача должна идти после последней ступени маркетинга «{expected}», а не «{code}»', en: 'the handoff must follow the last marketing step "{expected}", not "{code}"' },
  stage_on_both_sides: { ru: 'стадия «{stage}» стоит по обе стороны передачи', en: 'stage "{stage}" is on both sides of the handoff' },
  stage_twice: { ru: 'стадия «{stage}» входит в две ступени: «{other}» и «{code}»', en: 'stage "{stage}" belongs to two steps: "{other}" and "{code}"' },
  stage_unknown: { ru: 'стадии «{stage}» в портале нет', en: 'the portal has no stage "{stage}"' },
  number_out_of_range: { ru: 'значение {value} вне пределов от {min} до {max}', en: 'value {value} is outside {min} to {max}' },
  calendar_empty: { ru: 'в календаре нет рабочего времени', en: 'the calendar has no working time' },
  interval_invalid: { ru: 'рабочие часы пересекаются или заканчиваются раньше, чем начинаются', en: 'working hours overlap or end before they begin' },
  date_invalid: { ru: '«{value}» — не дата', en: '"{value}" is no date' },
  zone_unknown: { ru: 'часовой пояс «{zone}» неизвестен', en: 'time zone "{zone}" is unknown' },
  pipeline_missing: { ru: 'не выбрана ни одна воронка продаж', en: 'no sales pipeline is chosen' },
  pipeline_twice: { ru: 'воронка {pipeline} указана дважды', en: 'pipeline {pipeline} is named twice' },
  pipeline_unknown: { ru: 'воронки {pipeline} в портале нет', en: 'the portal has no pipeline {pipeline}' },
  waiting_stage_unknown: { ru: 'стадии ожидания «{stage}» в воронке нет', en: 'the pipeline has no waiting stage "{stage}"' },
  exemption_empty: { ru: 'не сказано, кого касается исключение', en: 'the exemption does not say whom it covers' },
  signatory_missing: { ru: 'не назван подписант', en: 'no signatory is named' },
  signatory_both_sides: { ru: 'один человек не может подписать за обе стороны', en: 'one person cannot sign for both sides' },
  signatory_without_role: { ru: 'у подписанта нет роли «{role}»', en: 'the signatory does not hold the role "{role}"' },
  role_empty: { ru: 'ни у кого нет роли «{role}»', en: 'nobody holds the role "{role}"' },
}

const SIDES: Readonly<Record<string, Words>> = { marketing: { ru: 'маркетинг', en: 'marketing' }, sales: { ru: 'продажи', en: 'sales' } }

/** The sentence for a problem, with the field it stands in: «Сроки: значение 0 вне пределов от 1 до 130000 (deadlines.verdictMinutes).» */
export function treatyProblemSentence(problem: TreatyProblem, language: Language): string {
  return `${fieldName(problem.field, language)}: ${fillWords(WORDS[problem.code], language, spoken(problem.details, language))} (${problem.field}).`
}

/** Codes of roles and sides by the names people know them by. */
function spoken({ role, side, ...details }: TreatyProblem['details'], language: Language): TreatyProblem['details'] {
  return {
    ...details,
    ...(role === undefined ? {} : { role: isRole(String(role)) ? roleName(String(role) as Role, language) : role }),
    ...(side === undefined ? {} : { side: SIDES[String(side)]?.[language] ?? side }),
  }
}

const SECTIONS: Readonly<Record<string, Words>> = {
  title: { ru: 'Название', en: 'Title' },
  funnel: { ru: 'Воронка', en: 'Funnel' },
  handoff: { ru: 'Передача', en: 'Handoff' },
  criteria: { ru: 'Критерии SQL', en: 'SQL criteria' },
  warmth: { ru: 'Теплота', en: 'Warmth' },
  matrix: { ru: 'Матрица', en: 'Matrix' },
  reasons: { ru: 'Причины', en: 'Reasons' },
  targets: { ru: 'Цели', en: 'Targets' },
  deadlines: { ru: 'Сроки', en: 'Deadlines' },
  calendar: { ru: 'Рабочий календарь', en: 'Working calendar' },
  rules: { ru: 'Правила вердикта', en: 'Rules of the verdict' },
  review: { ru: 'Проверка', en: 'Review' },
  gate: { ru: 'Пропускной пункт', en: 'Gate' },
  bonus: { ru: 'Бонус', en: 'Bonus' },
  roles: { ru: 'Роли', en: 'Roles' },
  signatories: { ru: 'Подписи', en: 'Signatures' },
}

function fieldName(field: string, language: Language): string {
  const section = /^\w+/.exec(field)?.[0] ?? ''
  return SECTIONS[section]?.[language] ?? section
}
