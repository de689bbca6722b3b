/** What the health page looks for among finished work, and whose data was erased on request. Every statement may run twice. */
export const operationsMigration = [
  `create index if not exists intention_dead on intention (portal_id, updated_at) where state in ('failed', 'refused')`,
  `create index if not exists dirty_item_failing on dirty_item (portal_id, attempts) where attempts > 0`,
  `create table if not exists person_erasure (
    portal_id integer not null,
    user_id integer not null,
    erased_at timestamptz not null,
    erased_by integer,
    primary key (portal_id, user_id)
  )`,
]
