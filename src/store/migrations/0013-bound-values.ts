/** Values of the CRM fields criteria are bound to, of last month's intake items; every statement may run twice. */
export const boundValuesMigration = [
  `create table if not exists bound_reading (
    portal_id integer primary key,
    field_names jsonb not null,
    read_at timestamptz not null
  )`,
  `create table if not exists bound_value (
    portal_id integer not null,
    entity_type_id smallint not null,
    item_id integer not null,
    fields jsonb not null,
    read_at timestamptz not null,
    primary key (portal_id, entity_type_id, item_id)
  )`,
]
