import type { CrmCore } from './crm-core.ts'
import type { CrmItem, FieldInput } from './crm-item.ts'
import type { ImportReport } from './crm.ts'
import type { FieldSpec } from './fields/field-spec.ts'
import { RestError } from '../rest/rest-error.ts'
import { LEAD } from './crm-item.ts'
import { parseCsv } from './csv.ts'

/** Headings of phones and addresses in the export of either language. */
const communicationHeadings: Record<string, 'PHONE' | 'EMAIL' | 'WEB'> = {
  'телефон': 'PHONE',
  'рабочий телефон': 'PHONE',
  'phone': 'PHONE',
  'work phone': 'PHONE',
  'e-mail': 'EMAIL',
  'email': 'EMAIL',
  'сайт': 'WEB',
  'website': 'WEB',
}

/**
 * Imports leads from a CSV: headings are titles, `crm.item` names or custom field names; stages, sources and list values
 * are given by code or name. A bad row is refused with its reason and the others go on.
 */
export function importLeads(core: CrmCore, csv: string, add: (fields: FieldInput) => CrmItem): ImportReport {
  const [heading = [], ...rows] = parseCsv(csv)
  const readers = heading.map(title => columnReader(core, title.trim()))
  const report: ImportReport = { imported: [], refused: [] }
  rows.forEach((cells, index) => {
    const fields: FieldInput = {}
    cells.forEach((cell, column) => readers[column]?.(cell.trim(), fields))
    try {
      report.imported.push(add(fields).id)
    }
    catch (error) {
      if (!(error instanceof RestError))
        throw error
      report.refused.push({ row: index + 1, message: error.message })
    }
  })
  return report
}

function columnReader(core: CrmCore, title: string): ((cell: string, fields: FieldInput) => void) | undefined {
  const typeId = communicationHeadings[title.toLowerCase()]
  if (typeId) {
    return (cell, fields) => {
      if (cell !== '')
        fields.fm = [...(fields.fm as object[] | undefined) ?? [], { typeId, valueType: 'WORK', value: cell }]
    }
  }
  const { specs } = core.catalogues.of(LEAD)
  const spec = specs.find(one => one.name === title || one.upperName === title) ?? specs.find(one => one.title.toLowerCase() === title.toLowerCase() && !one.isDerived)
  return spec && ((cell, fields) => {
    if (cell !== '')
      fields[spec.name] = meaningOf(core, spec, cell)
  })
}

/** Codes for names: stages, sources, list options, and several list values separated by commas. */
function meaningOf(core: CrmCore, spec: FieldSpec, cell: string): unknown {
  if (spec.statusType !== undefined) {
    const row = core.directories.list(spec.statusType).find(one => one.statusId === cell || one.name.toLowerCase() === cell.toLowerCase())
    return row?.statusId ?? cell
  }
  const optionOf = (value: string): string => spec.items?.find(item => item.VALUE.toLowerCase() === value.trim().toLowerCase() || item.ID === value.trim())?.ID ?? value.trim()
  if (spec.items)
    return spec.isMultiple ? cell.split(',').map(optionOf) : optionOf(cell)
  return spec.isMultiple ? cell.split(',').map(value => value.trim()) : cell
}
