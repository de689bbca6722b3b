import type { FeedbackEntry } from '../../../src/store/feedback.ts'
import type { Store } from '../../../src/store/store.ts'

/** Writes many entries at once, with the ids they get in this order. */
export async function writeFeedback(store: Store, portalId: number, entries: readonly FeedbackEntry[]): Promise<void> {
  const rows = entries.map(entry => [entry.entityTypeId, entry.itemId, entry.kind, entry.label, entry.warmth, entry.reason, entry.complete, entry.unproven, entry.authorId, entry.evidence, entry.versionNo, entry.givenAt, entry.dedupeKey])
  await store.executeSql(`
    insert into feedback (portal_id, entity_type_id, item_id, kind, label, answers, prefilled, warmth, reason, complete, unproven, author_id, route, evidence, version_no, given_at, dedupe_key)
    select $1::int, (e->>0)::smallint, (e->>1)::int, e->>2, e->>3, '{}', '[]', e->>4, e->>5, (e->>6)::boolean, (e->>7)::boolean, (e->>8)::int, 'widget', e->9, (e->>10)::int, to_timestamp((e->>11)::float8 / 1000), e->>12
    from jsonb_array_elements($2::jsonb) with ordinality as entry (e, place) order by place`, [portalId, JSON.stringify(rows)])
}
