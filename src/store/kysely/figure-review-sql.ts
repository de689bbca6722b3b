import type { RawBuilder } from 'kysely'
import type { ReviewPart, ReviewWish } from '../figure-reviews.ts'
import { sql } from 'kysely'
import { isInDays, passes } from './figure-sql.ts'
import { at } from './row-values.ts'

/** What of its rows a part counts: the same words stand behind the number and behind its list. */
export const PARTS: Readonly<Record<ReviewPart, { from: 'units' | 'dues' | 'rulings', condition: string }>> = {
  audit_reviewed: { from: 'units', condition: 'by_audit' },
  audit_overturned: { from: 'units', condition: 'by_audit and is_overturned' },
  audit_by_silence: { from: 'units', condition: `by_audit and state = 'by_silence'` },
  other_reviewed: { from: 'units', condition: 'not by_audit' },
  other_overturned: { from: 'units', condition: 'not by_audit and is_overturned' },
  due: { from: 'dues', condition: 'true' },
  due_on_time: { from: 'dues', condition: 'ended_at <= own_at' },
  due_unanswered: { from: 'dues', condition: 'ended_at is null' },
  rulings_due: { from: 'rulings', condition: 'true' },
  rulings_on_time: { from: 'rulings', condition: 'ended_at <= own_at' },
}

const COLUMNS = sql.raw('s.portal_id, s.review_id, s.entity_type_id, s.item_id, coalesce(s.author_id, 0) as author, s.label, s.state')

/** Reviewed feedback, each by its last review: open disputes are out, a head's check of ✅ is review and ruling in one. */
function units(portalId: number): RawBuilder<unknown> {
  const ended = sql`(select max(a.at) from review_act a where a.portal_id = s.portal_id and a.review_id = s.review_id and a.kind in ('withdrawn', 'corrected'))`
  return sql`
    select distinct on (feedback_id) * from (
      select ${COLUMNS}, r.feedback_id, r.reason, s.chosen_at as started_at,
        bool_or(s.by_audit) over (partition by r.feedback_id) as by_audit,
        s.state = 'corrected' or (s.state in ('upheld', 'overturned', 'appealed') and s.final_label is not null and s.final_label <> s.label) as is_overturned,
        d.decided_at as ended_at, d.decided_at as own_at
      from review_standing s join review r on r.portal_id = s.portal_id and r.review_id = s.review_id
      cross join lateral (select case
        when s.state in ('accepted', 'corrected') and s.proposed_label is not null then coalesce(${ended}, s.reviewed_at)
        when s.state = 'accepted' then s.reviewed_at
        when s.state = 'by_silence' then s.ruling_due_at
        else coalesce(s.ruled_at, s.reviewed_at) end as decided_at) d
      where s.portal_id = ${portalId} and s.state in ('accepted', 'corrected', 'upheld', 'overturned', 'by_silence', 'appealed')
    ) reviewed order by feedback_id, ended_at desc nulls last, review_id desc`
}

/** What marketing owed: not replaced before both the deadline and the review. */
function dues(portalId: number, now: number): RawBuilder<unknown> {
  return sql`
    select ${COLUMNS}, r.reason, s.chosen_at as started_at, s.reviewed_at as ended_at, s.due_at as own_at
    from review_standing s join review r on r.portal_id = s.portal_id and r.review_id = s.review_id
    where s.portal_id = ${portalId} and s.side = 'marketing' and s.due_at <= ${at(now)}
      and (s.state not in ('replaced', 'dropped') or exists (
        select 1 from review_act a where a.portal_id = s.portal_id and a.review_id = s.review_id and a.kind in ('replaced', 'dropped') and a.at > s.due_at))`
}

/** What the head of sales owed: disputes that were not over before the deadline by the rep's correction or marketing's own word. */
function rulings(portalId: number, now: number): RawBuilder<unknown> {
  return sql`
    select ${COLUMNS}, r.reason, a.at as started_at, a.ruling_due_at as own_at,
      (select min(e.at) from review_act e where e.portal_id = a.portal_id and e.review_id = a.review_id and e.kind = 'ruled' and e.seq > a.seq and ${isNotUndone('e')}) as ended_at
    from review_act a join review_standing s on s.portal_id = a.portal_id and s.review_id = a.review_id
    join review r on r.portal_id = s.portal_id and r.review_id = s.review_id
    where a.portal_id = ${portalId} and a.kind = 'disputed' and a.ruling_due_at <= ${at(now)} and ${isNotUndone('a')}
      and not exists (select 1 from review_act e where e.portal_id = a.portal_id and e.review_id = a.review_id and e.kind in ('corrected', 'withdrawn') and e.seq > a.seq and e.at <= a.ruling_due_at and ${isNotUndone('e')})`
}

function isNotUndone(act: string): RawBuilder<boolean> {
  const name = sql.id(act)
  return sql`not exists (select 1 from review_act u where u.portal_id = ${name}.portal_id and u.review_id = ${name}.review_id and u.seq = ${name}.seq + 1 and u.kind = 'undone')`
}

/** Rows of one kind within the wish, with what they are filtered by; the rep is the author. */
export function reviewRows(portalId: number, from: 'units' | 'dues' | 'rulings', wish: ReviewWish): RawBuilder<unknown> {
  const rows = from === 'units' ? units(portalId) : from === 'dues' ? dues(portalId, wish.now) : rulings(portalId, wish.now)
  const when = wish.basis === 'created'
    ? isInDays('created_day', wish.range)
    : sql`own_at >= ${at(wish.fromAt)} and own_at < ${at(wish.toAt)}`
  return sql`(
    select * from (
      select w.*, w.author as rep_id, f.created_at, f.created_day, f.source_key, f.campaign_key, f.category_key, f.version_no, f.is_repeat
      from (${rows}) w left join figure_item f on f.portal_id = w.portal_id and f.entity_type_id = w.entity_type_id and f.item_id = w.item_id
    ) known where ${when} and ${passes(wish.filter)}
  ) as told`
}
