/** How far the history of a portal has been read, and who does recurring work for it. Every statement may run twice. */
export const backfillMigration = [
  `create table if not exists task_lease (
    portal_id integer not null,
    task text not null,
    owner text,
    epoch bigint not null default 0,
    until_at timestamptz,
    next_at timestamptz,
    primary key (portal_id, task)
  )`,
  `create table if not exists backfill_part (
    portal_id integer not null,
    part text not null check (part in ('leads', 'deals', 'lead_history', 'deal_history', 'calls', 'users')),
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done')),
    way text not null default 'chain' check (way in ('chain', 'ranges')),
    after_id bigint not null default 0,
    rows_read bigint not null default 0,
    rows_total bigint,
    worked_ms bigint not null default 0,
    started_at timestamptz,
    updated_at timestamptz,
    finished_at timestamptz,
    hindrance text,
    resume_at timestamptz,
    attempts integer not null default 0,
    primary key (portal_id, part)
  )`,
  // Calls found so far by the item they were made about; they join the mirror together when all have been read.
  `create table if not exists backfill_call (
    portal_id integer not null,
    entity_type_id smallint not null,
    item_id integer not null,
    calls integer not null,
    primary key (portal_id, entity_type_id, item_id)
  )`,
]
