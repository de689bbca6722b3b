import type { PortalClients } from '../bitrix/portal-client.ts'
import type { CategoryFieldAnswer } from '../contracts/api/category-field.schema.ts'
import type { UserFieldRow } from '../contracts/rest/user-fields.schema.ts'
import type { StoreScope } from '../store/store.ts'
import type { HealthActor } from './health-rights.ts'
import { listUserFields } from '../bitrix/user-fields.ts'
import { intakeTypeOf } from '../domain/item-ref.ts'
import { HttpError } from '../http/http-error.ts'
import { GOODS_WATERMARK } from '../store/goods-due.ts'
import { writeAudit } from './audit-log.ts'
import { requireHealthGrant } from './health-rights.ts'

/** What choosing the field of the category takes. */
export interface CategoryFieldDeps {
  readonly store: StoreScope
  readonly clients: PortalClients
  readonly now: () => number
}

/** Types of custom fields whose value is a category or names one. */
const KINDS: Readonly<Record<string, 'list' | 'text'>> = { enumeration: 'list', string: 'text' }

/** Which field tells the product category, and which fields could. @throws HttpError 403; PortalCallError when the portal cannot say */
export async function readCategoryField(deps: CategoryFieldDeps, portalId: number, actor: HealthActor): Promise<CategoryFieldAnswer> {
  requireHealthGrant(actor, 'see_health')
  return answerOf(deps, portalId, await fieldsOf(deps, portalId, actor))
}

/**
 * Chooses the field, or none: then the product rows tell the category. What the other way told is forgotten at once; items are read anew
 * within minutes.
 * @throws HttpError 403; 400 `invalid_input` for a field that does not exist or tells no category
 */
export async function chooseCategoryField(deps: CategoryFieldDeps, portalId: number, actor: HealthActor, fieldName: string | null): Promise<CategoryFieldAnswer> {
  requireHealthGrant(actor, 'see_health')
  const fields = await fieldsOf(deps, portalId, actor)
  const chosen = fields.find(field => field.fieldName === fieldName)
  const kind = chosen && KINDS[chosen.typeId]
  if (fieldName !== null && (!chosen || !kind))
    throw new HttpError(400, 'invalid_input', actor.language === 'ru' ? `Поля ${fieldName} нет, или его значение не список и не строка: выберите другое.` : `There is no field ${fieldName}, or it is neither a list nor a text: choose another one.`, { field: 'fieldName' })
  await deps.store.transaction(async (store) => {
    const before = await store.categoryFields.get(portalId)
    if (chosen && kind) {
      if (before === null) {
        await store.items.forgetCategories(portalId)
        await store.goodsDue.clear(portalId)
      }
      const options = chosen.options.map(({ id, value }) => ({ id, name: value }))
      await store.categoryFields.set(portalId, { fieldName: chosen.fieldName, kind, label: labelOf(chosen), options, chosenBy: actor.userId, chosenAt: deps.now(), readAt: null })
    }
    else if (before !== null) {
      await store.categoryFields.clear(portalId)
      await store.items.forgetCategories(portalId)
      await store.goodsDue.markAll(portalId)
    }
    await writeAudit(store.audit, portalId, deps.now(), { action: 'category_field.chosen', subject: fieldName ?? 'none', actorId: actor.userId, detail: { before: before?.fieldName ?? null } })
  })
  return answerOf(deps, portalId, fields)
}

async function fieldsOf({ store, clients }: CategoryFieldDeps, portalId: number, actor: HealthActor): Promise<UserFieldRow[]> {
  const portal = await store.portals.get(portalId)
  const all = await listUserFields(clients.forPortal(portalId), intakeTypeOf(portal), { lane: 'people' }, actor.language)
  return all.filter(field => !field.fieldName.startsWith('UF_CRM_PT_'))
}

async function answerOf({ store }: CategoryFieldDeps, portalId: number, fields: readonly UserFieldRow[]): Promise<CategoryFieldAnswer> {
  const current = await store.categoryFields.get(portalId)
  const isBegun = (await store.portals.get(portalId))?.watermarks[GOODS_WATERMARK] !== undefined
  return {
    current: current && { fieldName: current.fieldName, label: current.label, readAt: current.readAt, isMissing: !fields.some(field => field.fieldName === current.fieldName) },
    byRows: current === null ? { waiting: isBegun ? await store.goodsDue.count(portalId) : null } : null,
    candidates: fields.filter(field => KINDS[field.typeId] !== undefined).map(field => ({ fieldName: field.fieldName, label: labelOf(field) })),
  }
}

function labelOf({ label, fieldName }: UserFieldRow): string {
  return label ?? fieldName
}
