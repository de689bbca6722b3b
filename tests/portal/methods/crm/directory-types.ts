import type { Portal } from '../../portal.ts'

/** A row of `crm.status.entity.types`. */
export interface DirectoryType {
  ID: string
  NAME: string
  PARENT_ID?: string
  SEMANTIC_INFO?: { START_FIELD: string, FINAL_SUCCESS_FIELD: string, FINAL_UNSUCCESS_FIELD: string, FINAL_SORT: number }
  /** Stage codes of this pipeline begin with it and a colon. */
  PREFIX?: string
  FIELD_ATTRIBUTE_SCOPE?: string
  ENTITY_TYPE_ID?: number
  CATEGORY_ID?: number | string
}

const plainNames: Record<string, readonly [ru: string, en: string]> = {
  SOURCE: ['Источники', 'Sources'],
  CONTACT_TYPE: ['Тип контакта', 'Contact type'],
  COMPANY_TYPE: ['Тип компании', 'Company type'],
  EMPLOYEES: ['Кол-во сотрудников', 'Number of employees'],
  INDUSTRY: ['Сфера деятельности', 'Industry'],
  DEAL_TYPE: ['Тип сделки', 'Deal type'],
  HONORIFIC: ['Обращения', 'Salutations'],
  EVENT_TYPE: ['Тип события', 'Event type'],
}

/** Every directory of the portal with what it is for; pipelines other than the first bring one each. */
export function directoryTypes(portal: Portal): DirectoryType[] {
  const isRussian = portal.settings.language === 'ru'
  const semanticInfo = (prefix: string, success: string, failure: string): DirectoryType['SEMANTIC_INFO'] =>
    ({ START_FIELD: `${prefix}NEW`, FINAL_SUCCESS_FIELD: `${prefix}${success}`, FINAL_UNSUCCESS_FIELD: `${prefix}${failure}`, FINAL_SORT: 0 })
  return [
    { ID: 'STATUS', NAME: isRussian ? 'Стадии лидов' : 'Lead stages', SEMANTIC_INFO: semanticInfo('', 'CONVERTED', 'JUNK'), ENTITY_TYPE_ID: 1 },
    ...Object.entries(plainNames).map(([ID, names]) => ({ ID, NAME: names[isRussian ? 0 : 1] })),
    ...portal.crm.pipelines().map((pipeline): DirectoryType => {
      const prefix = pipeline.id === 0 ? '' : `C${pipeline.id}`
      return {
        ID: pipeline.id === 0 ? 'DEAL_STAGE' : `DEAL_STAGE_${pipeline.id}`,
        NAME: isRussian ? `Стадии сделок: ${pipeline.name}` : `Deal stages: ${pipeline.name}`,
        ...prefix === '' ? {} : { PARENT_ID: 'DEAL_STAGE', PREFIX: prefix },
        SEMANTIC_INFO: semanticInfo(prefix === '' ? '' : `${prefix}:`, 'WON', 'LOSE'),
        FIELD_ATTRIBUTE_SCOPE: prefix === '' ? '' : `category_${pipeline.id}`,
        ENTITY_TYPE_ID: 2,
        CATEGORY_ID: pipeline.id === 0 ? 0 : String(pipeline.id),
      }
    }),
  ]
}
