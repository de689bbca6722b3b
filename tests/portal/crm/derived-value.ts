import type { CrmItem, FieldValue } from './crm-item.ts'
import { firstCommunication } from './communication.ts'

/** What calculated fields need besides the item. */
export interface DerivedContext {
  semanticOf: (item: CrmItem) => 'P' | 'S' | 'F'
  /** First stage of the item's pipeline. */
  firstStageOf: (item: CrmItem) => string | undefined
}

const flatCommunications: Record<string, readonly ['PHONE' | 'EMAIL' | 'IM', string?]> = {
  phoneMobile: ['PHONE', 'MOBILE'],
  phoneWork: ['PHONE', 'WORK'],
  phoneMailing: ['PHONE', 'MAILING'],
  emailHome: ['EMAIL', 'HOME'],
  emailWork: ['EMAIL', 'WORK'],
  emailMailing: ['EMAIL', 'MAILING'],
  imol: ['IM', 'OPENLINE'],
  email: ['EMAIL'],
  phone: ['PHONE'],
}

/** Value of a calculated field; undefined when there is nothing to tell. */
export function derivedValue(name: string, item: CrmItem, context: DerivedContext): FieldValue {
  if (name.startsWith('fm:'))
    return item.fm?.filter(entry => `fm:${entry.typeId}` === name).map(entry => entry.value) ?? []
  const flat = flatCommunications[name]
  if (flat)
    return firstCommunication(item, ...flat)
  switch (name) {
    case 'stageSemanticId': return context.semanticOf(item)
    case 'contactId': return item.contactIds?.[0]
    case 'companyId': return item.companyIds?.[0]
    case 'hasPhone': return yesNo(firstCommunication(item, 'PHONE'))
    case 'hasEmail': return yesNo(firstCommunication(item, 'EMAIL'))
    case 'hasImol': return yesNo(firstCommunication(item, 'IM', 'OPENLINE'))
    case 'isNew': return item.stageId === context.firstStageOf(item) ? 'Y' : 'N'
    case 'searchContent': return searchContent(item)
    default: return undefined
  }
}

function yesNo(value: string | undefined): 'Y' | 'N' {
  return value === undefined ? 'N' : 'Y'
}

function searchContent(item: CrmItem): string {
  const words = [item.id, item.title, item.lastName, item.name, item.secondName, item.companyTitle, item.sourceDescription]
  return [...words, ...item.fm?.map(entry => entry.value) ?? []].filter(Boolean).join(' ')
}
