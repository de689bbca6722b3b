import type { DirectoryRow } from './stage.ts'

type Names = readonly [ru: string, en: string]
/** Code, names, and for stages colour and kind. */
type Draft = readonly [statusId: string, names: Names, color?: string, extra?: DirectoryRow['extra'], system?: boolean]

const leadStages: Draft[] = [
  ['NEW', ['Не обработан', 'Unassigned'], '#39A8EF', 'process', true],
  ['IN_PROCESS', ['В работе', 'In progress'], '#2FC6F6', 'process'],
  ['PROCESSED', ['Обработан', 'Processed'], '#55D0E0', 'process'],
  ['CONVERTED', ['Качественный лид', 'Good lead'], '#7BD500', 'success', true],
  ['JUNK', ['Некачественный лид', 'Junk lead'], '#FF5752', 'failure', true],
]

const dealStages: Draft[] = [
  ['NEW', ['Новая', 'New'], '#39A8EF', 'process', true],
  ['PREPARATION', ['Подготовка документов', 'Document preparation'], '#2FC6F6', 'process'],
  ['PREPAYMENT_INVOICE', ['Счёт на предоплату', 'Prepayment invoice'], '#55D0E0', 'process'],
  ['EXECUTING', ['В работе', 'In progress'], '#47E4C2', 'process'],
  ['FINAL_INVOICE', ['Финальный счёт', 'Final invoice'], '#FFA900', 'process'],
  ['WON', ['Сделка успешна', 'Deal won'], '#7BD500', 'success', true],
  ['LOSE', ['Сделка провалена', 'Deal lost'], '#FF5752', 'failure', true],
  ['APOLOGY', ['Анализ причины провала', 'Failure analysis'], '#FF5752', 'apology'],
]

const plain: Record<string, Draft[]> = {
  SOURCE: [
    ['CALL', ['Звонок', 'Call']],
    ['EMAIL', ['Электронная почта', 'E-mail']],
    ['WEB', ['Веб-сайт', 'Website']],
    ['ADVERTISING', ['Реклама', 'Advertising']],
    ['PARTNER', ['Существующий клиент', 'Existing client']],
    ['RECOMMENDATION', ['По рекомендации', 'By recommendation']],
    ['TRADE_SHOW', ['Выставка', 'Trade show']],
    ['WEBFORM', ['CRM-форма', 'CRM form']],
    ['CALLBACK', ['Обратный звонок', 'Callback']],
    ['RC_GENERATOR', ['Генератор продаж', 'Sales boost']],
    ['STORE', ['Интернет-магазин', 'Online store']],
    ['OTHER', ['Другое', 'Other']],
  ],
  DEAL_TYPE: [
    ['SALE', ['Продажа', 'Sale']],
    ['COMPLEX', ['Комплексная продажа', 'Complex sale']],
    ['GOODS', ['Продажа товара', 'Goods']],
    ['SERVICES', ['Продажа услуги', 'Services']],
    ['SERVICE', ['Сервисное обслуживание', 'Maintenance']],
  ],
  CONTACT_TYPE: [
    ['CLIENT', ['Клиенты', 'Clients']],
    ['SUPPLIER', ['Поставщики', 'Suppliers']],
    ['PARTNER', ['Партнёры', 'Partners']],
    ['OTHER', ['Другое', 'Other']],
  ],
  COMPANY_TYPE: [
    ['CUSTOMER', ['Клиент', 'Client']],
    ['SUPPLIER', ['Поставщик', 'Supplier']],
    ['COMPETITOR', ['Конкурент', 'Competitor']],
    ['PARTNER', ['Партнёр', 'Partner']],
    ['OTHER', ['Другое', 'Other']],
  ],
  EMPLOYEES: [
    ['EMPLOYEES_1', ['менее 50', 'fewer than 50']],
    ['EMPLOYEES_2', ['50 - 250', '50 - 250']],
    ['EMPLOYEES_3', ['250 - 500', '250 - 500']],
    ['EMPLOYEES_4', ['более 500', 'more than 500']],
  ],
  INDUSTRY: [
    ['IT', ['Информационные технологии', 'Information technology']],
    ['TELECOM', ['Телекоммуникации и связь', 'Telecommunications']],
    ['MANUFACTURING', ['Производство', 'Manufacturing']],
    ['BANKING', ['Банковские услуги', 'Banking']],
    ['CONSULTING', ['Консалтинг', 'Consulting']],
    ['FINANCE', ['Финансы', 'Finance']],
    ['DELIVERY', ['Доставка', 'Delivery']],
    ['OTHER', ['Другое', 'Other']],
  ],
  HONORIFIC: [
    ['HNR_RU_1', ['г-н', 'Mr.']],
    ['HNR_RU_2', ['г-жа', 'Ms.']],
  ],
  EVENT_TYPE: [
    ['INFO', ['Информация', 'Information']],
    ['PHONE', ['Телефонный звонок', 'Phone call']],
    ['MESSAGE', ['Отправка письма', 'Message sent']],
  ],
}

function toRows(entityId: string, drafts: Draft[], language: 'ru' | 'en', prefix = '', categoryId: number | null = null): Omit<DirectoryRow, 'id'>[] {
  return drafts.map(([code, names, color = '', extra = null, system = false], index) => {
    const name = names[language === 'ru' ? 0 : 1]
    return {
      entityId,
      statusId: `${prefix}${code}`,
      name,
      nameInit: system ? name : '',
      sort: (index + 1) * 10,
      system: system || extra === null,
      categoryId,
      color,
      semantics: extra === 'success' ? 'S' as const : extra === 'failure' || extra === 'apology' ? 'F' as const : null,
      extra,
    }
  })
}

/** Stages of a deal pipeline; those of pipelines other than 0 carry the prefix `C<id>:`. */
export function defaultDealStages(pipelineId: number, language: 'ru' | 'en'): Omit<DirectoryRow, 'id'>[] {
  return pipelineId === 0
    ? toRows('DEAL_STAGE', dealStages, language)
    : toRows(`DEAL_STAGE_${pipelineId}`, dealStages, language, `C${pipelineId}:`, pipelineId)
}

/** What a fresh portal has in its directories, without deal stages. */
export function defaultDirectories(language: 'ru' | 'en'): Omit<DirectoryRow, 'id'>[] {
  return [
    ...toRows('STATUS', leadStages, language),
    ...Object.entries(plain).flatMap(([entityId, drafts]) => toRows(entityId, drafts, language)),
  ]
}

/** Names of the pipelines a fresh portal has, number 0 first. */
export function defaultPipelineNames(language: 'ru' | 'en'): string[] {
  return language === 'ru' ? ['Общая', 'Опт', 'Сервис'] : ['General', 'Wholesale', 'Service']
}
