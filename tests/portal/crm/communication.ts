import type { CrmItem, MultiField } from './crm-item.ts'

/** First value of a kind, of one value type if given; undefined when there is none. */
export function firstCommunication(item: CrmItem, typeId: MultiField['typeId'], valueType?: string): string | undefined {
  return item.fm?.find(entry => entry.typeId === typeId && (valueType === undefined || entry.valueType === valueType))?.value
}

/** Digits of a phone number in one spelling: Russian `8 9xx` becomes `7 9xx`. */
export function normalPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length === 11 && digits.startsWith('8') ? `7${digits.slice(1)}` : digits
}
