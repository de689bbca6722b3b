import type { BatchRow } from './portal-client.ts'

/**
 * One row of a batch as Bitrix24 reads it: `method?query`, nested values in brackets, `$result[...]` references encoded like
 * any other text. Empty lists and maps vanish, as they do in every form; null becomes empty text, true and false `1` and `0`.
 * @see https://apidocs.bitrix24.com/settings/how-to-call-rest-api/batch.html
 */
export function encodeBatchRow(row: Pick<BatchRow, 'method' | 'params'>): string {
  const pairs = Object.entries(row.params).flatMap(([key, value]) => encodeValue(key, value))
  return pairs.length === 0 ? row.method : `${row.method}?${pairs.join('&')}`
}

function encodeValue(path: string, value: unknown): string[] {
  if (value === undefined)
    return []
  if (Array.isArray(value))
    return value.flatMap((entry, index) => encodeValue(`${path}[${index}]`, entry))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, entry]) => encodeValue(`${path}[${key}]`, entry))
  return [`${encodeURIComponent(path)}=${encodeURIComponent(scalarText(value))}`]
}

function scalarText(value: unknown): string {
  if (value === null)
    return ''
  if (typeof value === 'boolean')
    return value ? '1' : '0'
  return String(value)
}
