import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { at } from './row-values.ts'

/**
 * The facts as they are, or as they were at an instant: what had not happened yet is taken away. Amounts of an item that was
 * won by then are those of today.
 */
export function figuresAsOf(asOf: number | undefined): RawBuilder<unknown> {
  if (asOf === undefined)
    return sql`figure_item`
  const then = at(asOf)
  return sql`(
    select f.portal_id, f.entity_type_id, f.item_id, f.created_at, f.created_day, f.rep_id, f.source_key, f.campaign_key, f.category_key, f.version_no, f.is_repeat, f.is_deleted,
      v.label, coalesce(v.is_excluded, false) as is_excluded, coalesce(v.is_in_share, false) as is_in_share, f.is_still_trying,
      case when f.verdict_at <= ${then} then f.verdict_day end as verdict_day, f.settles_at, f.due_at, f.due_day,
      case when f.complete_at <= ${then} then f.complete_at end as complete_at,
      case when f.won_at <= ${then} then f.won_at end as won_at, case when f.won_at <= ${then} then f.won_day end as won_day,
      case when f.won_at <= ${then} then f.revenue_minor else 0 end as revenue_minor, case when f.won_at <= ${then} then f.foreign_deals else 0 end as foreign_deals, f.mature_at
    from figure_item f left join lateral (
      select mark->>'label' as label, (mark->>'isExcluded')::boolean as is_excluded, (mark->>'isInShare')::boolean as is_in_share
      from jsonb_array_elements(f.verdicts) with ordinality as marks (mark, place)
      where (mark->>'from')::bigint <= ${asOf}::bigint order by place desc limit 1
    ) v on true
    where f.created_at <= ${then}
  ) as then_item`
}
