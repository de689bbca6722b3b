/** Calls, messages and completed activities by item; every statement may run twice. */
export const touchesMigration = [
  `create table if not exists touch (
    portal_id integer not null,
    entity_type_id smallint not null,
    item_id integer not null,
    activity_id integer not null,
    user_id integer not null,
    touched_at timestamptz not null,
    primary key (portal_id, entity_type_id, item_id, activity_id)
  )`,
]
