import type { NativeListKey } from '../domain/native-options.ts'
import type { NativeValues } from '../domain/native-values.ts'
import type { NativeWritePayload } from '../feedback/raise-intentions.ts'
import type { Intention, IntentionKind } from '../store/intentions.ts'
import type { IntentionWriter, ReadyWrite, WriteContext, WriteEnd } from './intention-writer.ts'
import { updateItemRow } from '../bitrix/read-items.ts'
import { nativesForPortal } from '../domain/native-values.ts'
import { correctItem } from '../gate/correct-item.ts'
import { writeMessage } from '../notices/write-message.ts'
import { lookForRecord, writeClosedRecord, writeOpenRecord } from '../notices/write-record.ts'
import { writeTodo } from '../notices/write-todo.ts'

const correction: IntentionWriter = { needsStage: true, prepare: correctItem }
const openRecord: IntentionWriter = { lookUp: lookForRecord, prepare: writeOpenRecord }

/** Who carries out which kind of intention. */
export const WRITERS: Readonly<Record<IntentionKind, IntentionWriter>> = {
  'correct.return_lead': correction,
  'correct.hold_deal': correction,
  'correct.release_deal': correction,
  'correct.close_lead': correction,
  'notify': { prepare: writeMessage },
  'record.open': openRecord,
  'record.update': openRecord,
  'record.close': { prepare: writeClosedRecord },
  'native.write': { prepare: writeNatives },
  'todo': { prepare: writeTodo },
  'trigger': { prepare: async (intention, _context, key) => plainWrite(triggerRow(intention, key)) },
}

/** Our native fields, by the option ids of this portal. A field or option an administrator deleted is left out and named. */
async function writeNatives(intention: Intention, { store, portal }: WriteContext, key: string): Promise<ReadyWrite | WriteEnd> {
  // The cast: this payload is written by the feedback room only.
  const payload = intention.payload as unknown as NativeWritePayload
  const values = payload.restores ? await valuesNow(store, portal, intention, payload.restores) : payload.values
  if (Object.keys(values).length === 0)
    return { state: 'done', result: { unneeded: true } }
  const ours = (await store.fields.list(portal.portalId)).filter(field => field.entityTypeId === intention.entityTypeId && field.state !== 'missing')
  const { fields, missing } = nativesForPortal(values, ours)
  if (Object.keys(fields).length === 0)
    return { state: 'refused', error: `fields missing: ${missing.join(', ')}` }
  return plainWrite(updateItemRow(key, intention, fields), missing.length > 0 ? { missing } : undefined)
}

/** What the mirror holds at this moment in some of our fields; empty ones are left out. */
async function valuesNow(store: WriteContext['store'], portal: WriteContext['portal'], intention: Intention, keys: readonly NativeListKey[]): Promise<Partial<NativeValues>> {
  const item = await store.items.get(portal.portalId, intention)
  const held = keys.flatMap((key) => {
    const value = item?.deletedAt === null ? item.natives[key] : null
    return value === null || value.length === 0 ? [] : [[key, value] as const]
  })
  return Object.fromEntries(held)
}

/** A write without a story: what the portal refuses stays refused, with its reason. */
function plainWrite(row: ReadyWrite['row'], result?: unknown): ReadyWrite {
  return {
    row,
    settle: async answer => answer.state === 'done'
      ? { state: 'done', result }
      : { state: 'refused', error: answer.state === 'refused' ? answer.error.message.slice(0, 500) : 'skipped' },
  }
}

/** The installer registers one trigger for all steps of the matrix. */
function triggerRow(intention: Intention, key: string): ReadyWrite['row'] {
  const code = String(intention.payload.code)
  const params = { CODE: code.startsWith('step_') ? 'pt_matrix_step' : `pt_${code}`, OWNER_TYPE_ID: intention.entityTypeId, OWNER_ID: intention.itemId }
  return { key, method: 'crm.automation.trigger.execute', params }
}
