import type { FieldInput } from '../../crm/crm-item.ts'
import type { View } from '../view.ts'
import { RestError } from '../../rest/rest-error.ts'
import { entityOf } from '../card/entity.ts'

/** Changes the ticked rows; each refusal is counted and the first is quoted. */
export function massEdit(view: View, input: Record<string, unknown>): { message: string, refused: string[] } {
  const ids = (Array.isArray(input.ids) ? input.ids : []).map(Number).filter(Number.isInteger)
  const fields: FieldInput = {
    ...(input.stageId ? { stageId: String(input.stageId) } : {}),
    ...(input.assignedById ? { assignedById: Number(input.assignedById) } : {}),
  }
  if (ids.length === 0 || Object.keys(fields).length === 0)
    throw new RestError(400, 'NOTHING_CHOSEN', view.words('mass.apply'))
  const report = view.portal.crm.massEdit(entityOf(view.exchange.captures.slug), ids, fields, view.actor)
  return {
    message: view.words('mass.done', { done: report.changed.length, failed: report.refused.length }),
    refused: report.refused.map(one => `#${one.id}: ${one.message}`),
  }
}
