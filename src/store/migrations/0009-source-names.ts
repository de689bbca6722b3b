/** What people call the sources of a portal; every statement may run twice. */
export const sourceNamesMigration = [
  `create table if not exists source_name (
    portal_id integer not null,
    source_id text not null,
    name text not null,
    primary key (portal_id, source_id)
  )`,
]
