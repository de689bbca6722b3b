import type { PortalClients } from '../bitrix/portal-client.ts'
import type { EntityTypeId } from '../domain/item-ref.ts'
import type { StoreScope } from '../store/store.ts'
import { listOwnFields } from '../bitrix/user-fields.ts'
import { writeAudit } from './audit-log.ts'

/** Looks at our native fields again after somebody changed fields of the portal. */
export type FieldWatch = (portalId: number, entityTypeId: EntityTypeId) => Promise<void>

/**
 * Reads our fields and keeps what became of them: a deleted field is `missing`, one that lost an option we use is `changed` until
 * the wizard or a signed version has put it right, new
 * words of an option are taken over. Never puts anything back: that is the wizard's, when an administrator asks. One change of a
 * field comes as several events: looks at the same fields follow one another, and those that have not begun are one.
 */
export function createFieldWatch({ store, clients, now }: { store: Pick<StoreScope, 'fields' | 'audit'>, clients: PortalClients, now: () => number }): FieldWatch {
  const running = new Map<string, Promise<void>>()
  const waiting = new Map<string, Promise<void>>()

  async function look(portalId: number, entityTypeId: EntityTypeId): Promise<void> {
    const known = (await store.fields.list(portalId)).filter(field => field.entityTypeId === entityTypeId)
    if (known.length === 0)
      return
    const rows = await listOwnFields(clients.forPortal(portalId), entityTypeId, { lane: 'background' })
    for (const field of known) {
      const row = rows.find(candidate => candidate.fieldName === field.fieldName)
      const options = row === undefined ? field.options : row.options.flatMap(option => option.xmlId === null ? [] : [{ xmlId: option.xmlId, id: option.id, value: option.value }])
      const hasLost = field.options.some(option => !options.some(found => found.xmlId === option.xmlId))
      const state = row === undefined ? 'missing' : hasLost || field.state === 'changed' ? 'changed' : 'ok'
      await store.fields.upsertMany(portalId, [{ ...field, fieldId: row?.fieldId ?? field.fieldId, options: hasLost ? field.options.filter(option => options.some(found => found.xmlId === option.xmlId)) : options, state, checkedAt: now() }])
      if (state !== field.state)
        await writeAudit(store.audit, portalId, now(), { action: 'field.state', subject: field.fieldName, detail: { before: field.state, after: state } })
    }
  }

  function begin(key: string, portalId: number, entityTypeId: EntityTypeId): Promise<void> {
    const turn = look(portalId, entityTypeId).finally(() => running.delete(key))
    running.set(key, turn)
    return turn
  }

  return (portalId, entityTypeId) => {
    const key = `${portalId}/${entityTypeId}`
    const next = waiting.get(key)
    if (next)
      return next
    const current = running.get(key)
    if (!current)
      return begin(key, portalId, entityTypeId)
    const after = current.catch(() => {}).then(() => {
      waiting.delete(key)
      return begin(key, portalId, entityTypeId)
    })
    waiting.set(key, after)
    return after
  }
}
