import type { RawBuilder } from 'kysely'
import type { CohortItem, CohortRepository, CohortReview, CohortWish } from '../cohorts.ts'
import type { Database } from './database.ts'
import { sql } from 'kysely'
import { at } from './row-values.ts'

type Feedback = CohortItem['feedback'][number]
type Entry = [kind: Feedback['kind'], label: string | null, answers: Feedback['answers'], warmth: string | null, reason: string | null, hasComment: boolean, givenAt: number, callsMade: number]
type Review = [chosenAt: number, reviewedAt: number | null, isDisputed: boolean, answeredAt: number | null, ruledAt: number | null, settledAt: number | null, leftAt: number | null]
type Row = [itemId: number, createdAt: number, semantic: CohortItem['semantic'], sourceId: string | null, createdBy: number | null, isReturnCustomer: boolean, amountMinor: number | null, currency: string | null, beyondAt: number | null, dealAt: number | null, feedback: Entry[] | null, reviews: Review[] | null, fields: CohortItem['fields'] | null]

/** Cohorts on any engine. A page leaves the database as one document: a driver's work per cell would take longer than the query. */
export function cohortRepository(db: Database): CohortRepository {
  return {
    async count(portalId, wish) {
      const { rows } = await sql<{ items: number }>`select count(*)::int as items from item i where ${isWished(portalId, wish)}`.execute(db)
      return rows[0]?.items ?? 0
    },
    async page(portalId, wish, after, limit) {
      const later = after === null ? sql`true` : sql`(i.created_at, i.item_id) > (${at(after.createdAt)}, ${after.itemId}::int)`
      const { rows } = await sql<{ page: Row[] | null }>`
        with page as materialized (
          select i.item_id, i.created_at, i.semantic, i.source_id, i.created_by, i.is_return_customer, i.amount_minor, i.currency from item i where ${isWished(portalId, wish)} and ${later} order by i.created_at, i.item_id limit ${limit}
        ), ends as materialized (
          select min(item_id) as first_id, max(item_id) as last_id from page
        ), said as (
          select f.item_id, json_agg(json_build_array(f.kind, f.label, f.answers, f.warmth, f.reason, f.comment is not null, ${ms(sql`f.given_at`)}, coalesce((f.evidence->>'callsMade')::int, 0)) order by f.feedback_id) as entries
          from feedback f where f.portal_id = ${portalId} and f.entity_type_id = ${wish.entityTypeId} and ${isBetween('f')} and f.item_id in (select item_id from page) group by f.item_id
        ), looked as (
          select r.item_id, json_agg(json_build_array(${ms(sql`r.chosen_at`)}, ${ms(sql`r.reviewed_at`)}, r.proposed_label is not null, ${ms(sql`r.answered_at`)}, ${ms(sql`r.ruled_at`)},
            case when r.proposed_label is not null and r.state in ('corrected', 'accepted') then ${endedAt('corrected', 'withdrawn')} end,
            case when r.state in ('replaced', 'dropped') then ${endedAt('replaced', 'dropped')} end) order by r.review_id) as reviews
          from review_standing r where r.portal_id = ${portalId} and r.entity_type_id = ${wish.entityTypeId} and r.side = 'marketing' and ${isBetween('r')} and r.item_id in (select item_id from page) group by r.item_id
        ), beyond as (
          select m.item_id, min(m.moved_at) as first_at
          from stage_move m where m.portal_id = ${portalId} and m.entity_type_id = ${wish.entityTypeId} and m.stage_id = any(${list(wish.beyondStageIds)}::text[]) and ${isBetween('m')} and m.item_id in (select item_id from page) group by m.item_id
        ), bound as (
          select v.item_id, v.fields from bound_value v where ${wish.withFields ? sql`true` : sql`false`} and v.portal_id = ${portalId} and v.entity_type_id = ${wish.entityTypeId} and ${isBetween('v')}
        ), deal as (
          select d.lead_id, min(d.created_at) as first_at
          from item d where ${wish.entityTypeId === 1 ? sql`true` : sql`false`} and d.portal_id = ${portalId} and d.entity_type_id = 2 and d.pipeline_id = any(${list(wish.dealPipelineIds)}::int[]) and d.lead_id in (select item_id from page) group by d.lead_id
        )
        select json_agg(json_build_array(p.item_id, ${ms(sql`p.created_at`)}, p.semantic, p.source_id, p.created_by, p.is_return_customer, p.amount_minor, p.currency, ${ms(sql`b.first_at`)}, ${ms(sql`d.first_at`)}, s.entries, l.reviews, v.fields) order by p.created_at, p.item_id) as page
        from page p left join said s on s.item_id = p.item_id left join looked l on l.item_id = p.item_id left join beyond b on b.item_id = p.item_id left join bound v on v.item_id = p.item_id left join deal d on d.lead_id = p.item_id`.execute(db)
      return (rows[0]?.page ?? []).map(toItem)
    },
  }
}

function isWished(portalId: number, { entityTypeId, pipelineId, fromAt, toAt }: CohortWish): RawBuilder<boolean> {
  return sql<boolean>`i.portal_id = ${portalId} and i.entity_type_id = ${entityTypeId} and i.pipeline_id = ${pipelineId} and i.created_at >= ${at(fromAt)} and i.created_at < ${at(toAt)}`
}

/** Items of a page were made one after the other: their ids lie together, and an index finds what belongs to them. */
function isBetween(table: 'f' | 'm' | 'r' | 'v'): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${table}.item_id`)} between (select first_id from ends) and (select last_id from ends)`
}

/** When a review of the page left its way by one of these acts. */
function endedAt(...kinds: readonly string[]): RawBuilder<number> {
  return sql<number>`(select ${ms(sql`max(a.at)`)} from review_act a where a.portal_id = r.portal_id and a.review_id = r.review_id and a.kind = any(${list(kinds)}::text[]))`
}

function ms(instant: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(date_part('epoch', ${instant}) * 1000)::bigint`
}

/** A list as the text of an array literal; quotes inside are doubled by JSON's own escape. */
function list(values: readonly (string | number)[]): string {
  return `{${values.map(value => JSON.stringify(value)).join(',')}}`
}

function toItem([itemId, createdAt, semantic, sourceId, createdBy, isReturnCustomer, amountMinor, currency, beyondAt, dealAt, feedback, reviews, fields]: Row): CohortItem {
  return {
    itemId,
    createdAt,
    semantic,
    sourceId,
    createdBy,
    isReturnCustomer,
    amountMinor,
    currency,
    beyondAt,
    dealAt,
    feedback: (feedback ?? []).map(([kind, label, answers, warmth, reason, hasComment, givenAt, callsMade]) => ({ kind, label, answers, warmth, reason, hasComment, givenAt, callsMade })),
    reviews: (reviews ?? []).map(([chosenAt, reviewedAt, isDisputed, answeredAt, ruledAt, settledAt, leftAt]): CohortReview => ({ chosenAt, reviewedAt, isDisputed, answeredAt, ruledAt, settledAt, leftAt })),
    fields: fields ?? {},
  }
}
