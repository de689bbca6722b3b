import type { JoinedReads } from '../bitrix/joined-reads.ts'
import type { CallView, ItemCalls } from '../contracts/api/calls.schema.ts'
import type { ItemRef } from '../domain/item-ref.ts'
import type { Viewer } from '../domain/rights.ts'
import type { Language } from '../domain/words.ts'
import type { Item } from '../store/items.ts'
import type { StoreScope } from '../store/store.ts'
import type { RecordingBook } from './recording-book.ts'
import type { RecordingTickets } from './recording-tickets.ts'
import { itemKey, LEAD } from '../domain/item-ref.ts'
import { mayWithItem } from '../domain/rights.ts'
import { refusal } from '../treaty/refusal.ts'
import { mayListen } from './may-listen.ts'
import { readCalls } from './read-calls.ts'
import { recordingState } from './recording-state.ts'

/** Who looks at calls. */
export interface CallViewer extends Viewer {
  readonly language: Language
}

/** What the use cases of calls stand on. */
export interface CallDeps {
  readonly store: StoreScope
  readonly reads: JoinedReads
  readonly book: RecordingBook
  readonly tickets: RecordingTickets
  readonly now: () => number
}

/** The item itself and, for a deal, the lead it came from: its calls belong to the same client. */
export function callRefs(item: Item): ItemRef[] {
  return [{ entityTypeId: item.entityTypeId, itemId: item.itemId }, ...(item.leadId === null ? [] : [{ entityTypeId: LEAD, itemId: item.leadId } as const])]
}

/**
 * Calls of an item with what can be said about each recording; a ready one comes with an address of our own server.
 * @throws HttpError `item_unknown` 404, `no_right` 403 (with an audit row)
 * @throws PortalCallError when the portal does not answer
 */
export async function listCalls(deps: CallDeps, portalId: number, viewer: CallViewer, ref: ItemRef): Promise<ItemCalls> {
  const { store, reads, now } = deps
  const item = await store.items.get(portalId, ref)
  if (!item)
    throw refusal('item_unknown', viewer.language)
  const listens = await mayListen(store, portalId, viewer, item)
  if (!listens && !mayWithItem(viewer, 'item_facts', item)) {
    await store.audit.write(portalId, { at: now(), actorId: viewer.userId, action: 'calls.denied', subject: `item:${itemKey(ref)}`, detail: {}, ipHash: null })
    throw refusal('no_right', viewer.language)
  }
  const { hasTelephony, calls } = await readCalls(reads, portalId, callRefs(item))
  const names = new Map((await store.people.list(portalId)).map(({ userId, name }) => [userId, name]))
  const epochs = listens ? await readEpochs(store, portalId, viewer.userId) : null
  return {
    telephony: hasTelephony ? 'works' : 'absent',
    calls: await Promise.all(calls.map(async ({ sources, userId, ...call }): Promise<CallView> => {
      deps.book.keep(portalId, itemKey(ref), { ...call, userId, sources })
      const file = epochs ? await deps.book.known(portalId, { callId: call.callId, sources }) : null
      const state = recordingState({ call: { ...call, sources }, mayListen: epochs !== null, hasTelephony, file, now: now() })
      const name = userId === null ? undefined : names.get(userId)
      return {
        ...call,
        user: userId === null ? null : { id: userId, name: name ?? `#${userId}` },
        recording: state === 'ready' && epochs
          ? { state, ...await addresses(deps, { portalId, userId: viewer.userId, item: ref, callId: call.callId, language: viewer.language, ...epochs }) }
          : { state, address: null, peaksAddress: null, expiresAt: null },
      }
    })),
  }
}

async function addresses({ tickets }: CallDeps, subject: Parameters<RecordingTickets['issue']>[0]) {
  const { ticket, expiresAt } = await tickets.issue(subject)
  const path = `/api/recordings/${subject.callId}`
  return { address: `${path}?ticket=${ticket}`, peaksAddress: `${path}/peaks?ticket=${ticket}`, expiresAt }
}

/** Null when the portal or the person left a moment ago. */
async function readEpochs(store: StoreScope, portalId: number, userId: number): Promise<{ portalEpoch: number, personEpoch: number } | null> {
  const [portal, person] = await Promise.all([store.portals.get(portalId), store.people.get(portalId, userId)])
  return portal && person ? { portalEpoch: portal.sessionEpoch, personEpoch: person.sessionEpoch } : null
}
