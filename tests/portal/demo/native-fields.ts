import type { EntityTypeId } from '../crm/crm-item.ts'
import type { UserField } from '../crm/user-field.ts'
import type { Portal } from '../portal.ts'
import { DEAL, LEAD } from '../crm/crm-item.ts'
import { exhibition } from './channels.ts'
import { vocabularies } from './vocabulary.ts'

/** Names of the fields and stages the fictional company had before any application came. */
export const nativeNames = {
  product: 'UF_CRM_PRODUCT_GROUP',
  region: 'UF_CRM_REGION',
  budget: 'UF_CRM_BUDGET',
  installOn: 'UF_CRM_INSTALL_ON',
  lostReason: 'UF_CRM_LOST_REASON',
  noAnswerStage: 'UC_NOANSWER',
} as const

const titles: Record<string, Readonly<Record<'ru' | 'en', string>>> = {
  [nativeNames.product]: { ru: 'Категория товара', en: 'Product category' },
  [nativeNames.region]: { ru: 'Регион', en: 'Region' },
  [nativeNames.budget]: { ru: 'Бюджет', en: 'Budget' },
  [nativeNames.installOn]: { ru: 'Когда нужна установка', en: 'Wanted on' },
  [nativeNames.lostReason]: { ru: 'Причина отказа', en: 'Reason for loss' },
}

/** Option ids by their words, per field. */
export type OptionIds = Record<'product' | 'lostReason', Record<EntityTypeId, number[]>>

/** Adds the company's own source, stage and custom fields; raises the field events nobody listens to yet. */
export function addNativeFields(portal: Portal): OptionIds {
  const { crm, settings } = portal
  const words = vocabularies[settings.language]
  crm.directories.add({ entityId: 'SOURCE', statusId: exhibition.statusId, name: exhibition.name[settings.language], nameInit: '', sort: 200, system: false, categoryId: null, color: '', semantics: null, extra: null })
  crm.directories.add({ entityId: 'STATUS', statusId: nativeNames.noAnswerStage, name: settings.language === 'ru' ? 'Недозвон' : 'No answer', nameInit: '', sort: 25, system: false, categoryId: null, color: '#FFA900', semantics: null, extra: 'process' })
  const optionIds: OptionIds = { product: { 1: [], 2: [], 3: [], 4: [] }, lostReason: { 1: [], 2: [], 3: [], 4: [] } }
  for (const entityTypeId of [LEAD, DEAL] as const) {
    optionIds.product[entityTypeId] = addField(portal, entityTypeId, nativeNames.product, 'enumeration', words.products)
    addField(portal, entityTypeId, nativeNames.region, 'string')
    addField(portal, entityTypeId, nativeNames.budget, 'money')
    addField(portal, entityTypeId, nativeNames.installOn, 'date')
  }
  optionIds.lostReason[DEAL] = addField(portal, DEAL, nativeNames.lostReason, 'enumeration', words.lostReasons)
  return optionIds
}

function addField(portal: Portal, entityTypeId: EntityTypeId, fieldName: string, userTypeId: string, options: readonly string[] = []): number[] {
  const label = { ...titles[fieldName] }
  const store = portal.crm.userFieldStore
  const field: Omit<UserField, 'id'> = {
    entityTypeId,
    fieldName,
    userTypeId,
    xmlId: null,
    sort: 100,
    multiple: false,
    mandatory: false,
    showFilter: 'I',
    showInList: true,
    editInList: true,
    isSearchable: false,
    editFormLabel: label,
    listColumnLabel: label,
    listFilterLabel: label,
    errorMessage: {},
    helpMessage: {},
    settings: {},
    options: options.map((value, index) => ({ id: store.nextOptionId(), value, sort: (index + 1) * 10, isDefault: false, xmlId: `${fieldName.slice(7)}_${index + 1}` })),
  }
  return store.add(field, { kind: 'system' }).options.map(option => option.id)
}
