const prefix = 'UF_CRM_'

/**
 * camelCase name of a custom field in `crm.item.*` without `useOriginalUfNames`:
 * `UF_CRM_3_DIGIT` → `ufCrm3Digit`, `UF_CRM_3_1747309727` → `ufCrm3_1747309727`, `UF_CRM_3_DIGIT10` → `ufCrm_3_DIGIT10`,
 * `UF_CRM_1747309879` → `ufCrm_1747309879`.
 * @see api-reference/crm/universal/index.md
 */
export function camelUserFieldName(fieldName: string): string {
  const rest = fieldName.startsWith(prefix) ? fieldName.slice(prefix.length) : fieldName
  const parts = rest.split('_')
  const isMixed = parts.some(part => /\d/.test(part) && /\D/.test(part))
  if (isMixed || (parts.length === 1 && /^\d+$/.test(rest)))
    return `ufCrm_${rest}`
  return `ufCrm${parts.map((part, index) => wordOf(part, index > 0 && /^\d+$/.test(parts[index - 1] ?? ''))).join('')}`
}

function wordOf(part: string, followsNumber: boolean): string {
  if (/^\d+$/.test(part))
    return followsNumber ? `_${part}` : part
  return part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase()
}

/** Names of all fields of one kind of item; two fields that would share a name keep their original ones. */
export function camelUserFieldNames(fieldNames: readonly string[]): Map<string, string> {
  const names = fieldNames.map(name => [name, camelUserFieldName(name)] as const)
  const seen = new Map<string, number>()
  for (const [, camel] of names)
    seen.set(camel, (seen.get(camel) ?? 0) + 1)
  return new Map(names.map(([name, camel]) => [name, seen.get(camel) === 1 ? camel : name]))
}
