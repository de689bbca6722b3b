/**
 * Which touches were calls and how long they talked. The past is read again for it, with all its activities: what was read before were its
 * outgoing calls. Every statement may run twice.
 */
export const talksMigration = [
  `alter table touch add column if not exists is_attempt boolean not null default false`,
  `alter table touch add column if not exists talk_seconds integer not null default 0`,
  `create index if not exists touch_talk on touch (portal_id, item_id) where talk_seconds > 0`,
  `delete from backfill_part where part = 'calls'`,
  `alter table backfill_part drop constraint if exists backfill_part_part_check`,
  `alter table backfill_part add constraint backfill_part_part_check check (part in ('leads', 'deals', 'lead_history', 'deal_history', 'activities', 'users'))`,
  // The first sweep after this reads again what has been touched since the installation.
  `update portal set watermarks = watermarks - 'touches' where watermarks ? 'touches'`,
]
