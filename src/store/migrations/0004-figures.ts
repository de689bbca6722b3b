import { FIGURE_COUNTS } from '../figure-measures.ts'

/** Counts of one bucket fit an integer, and integers add up several times as fast as big ones. */
const measures = [...FIGURE_COUNTS.map(name => `${name} integer not null`), 'revenue_minor bigint not null', 'foreign_deals integer not null', 'mature_at timestamptz'].join(',\n    ')

/** Facts per item, spans of time, and their sums by day, week and month. Every statement may run twice. */
export const figuresMigration = [
  `create table if not exists figure_state (
    portal_id integer primary key,
    mark text not null,
    rebuild_cursor text,
    refreshed_at timestamptz not null
  )`,
  `create table if not exists figure_dirty_item (
    portal_id integer not null,
    entity_type_id smallint not null,
    item_id integer not null,
    version bigint not null,
    primary key (portal_id, entity_type_id, item_id)
  )`,
  `create table if not exists figure_dirty_day (
    portal_id integer not null,
    basis smallint not null,
    day integer not null,
    primary key (portal_id, basis, day)
  )`,
  `create table if not exists figure_key (
    portal_id integer not null,
    kind text not null check (kind in ('source', 'campaign', 'category')),
    key_id integer not null,
    key text not null,
    shown text not null,
    primary key (portal_id, kind, key_id)
  )`,
  `create unique index if not exists figure_key_text on figure_key (portal_id, kind, key)`,
  `create table if not exists figure_item (
    portal_id integer not null,
    entity_type_id smallint not null,
    item_id integer not null,
    created_at timestamptz not null,
    created_day integer not null,
    rep_id integer not null,
    source_key integer not null,
    campaign_key integer not null,
    category_key integer not null,
    version_no integer not null,
    is_repeat boolean not null,
    is_deleted boolean not null,
    label text,
    is_excluded boolean not null,
    is_in_share boolean not null,
    reason text,
    is_still_trying boolean not null,
    verdict_at timestamptz,
    verdict_day integer,
    label_at timestamptz,
    verdicts jsonb not null,
    settles_at timestamptz,
    complete_at timestamptz,
    due_at timestamptz,
    due_day integer,
    won_at timestamptz,
    won_day integer,
    revenue_minor bigint not null,
    foreign_deals integer not null,
    mature_at timestamptz not null,
    step smallint not null,
    primary key (portal_id, entity_type_id, item_id)
  )`,
  ...['created', 'verdict', 'due', 'won'].map(basis => `create index if not exists figure_item_${basis} on figure_item (portal_id, ${basis}_day, item_id)`),
  `create index if not exists figure_item_settles on figure_item (portal_id, settles_at)`,
  `create table if not exists figure_span (
    portal_id integer not null,
    entity_type_id smallint not null,
    item_id integer not null,
    kind smallint not null,
    seq smallint not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    ended_day integer,
    duration_ms bigint,
    bin smallint,
    created_at timestamptz not null,
    created_day integer not null,
    rep_id integer not null,
    source_key integer not null,
    campaign_key integer not null,
    category_key integer not null,
    version_no integer not null,
    is_repeat boolean not null,
    primary key (portal_id, entity_type_id, item_id, kind, seq)
  )`,
  `create index if not exists figure_span_created on figure_span (portal_id, created_day, kind)`,
  `create index if not exists figure_span_ended on figure_span (portal_id, ended_day, kind)`,
  `create index if not exists figure_span_open on figure_span (portal_id, kind, started_at) where ended_at is null`,
  `create table if not exists figure_dim (
    portal_id integer not null,
    dim smallint not null,
    basis smallint not null,
    grain smallint not null,
    bucket integer not null,
    dim_id integer not null,
    ${measures},
    primary key (portal_id, dim, basis, grain, bucket, dim_id)
  )`,
  `create table if not exists figure_pair (
    portal_id integer not null,
    pair smallint not null,
    basis smallint not null,
    grain smallint not null,
    bucket integer not null,
    left_id integer not null,
    right_id integer not null,
    version_no integer not null,
    ${measures},
    primary key (portal_id, pair, basis, grain, bucket, left_id, right_id, version_no)
  )`,
  `create table if not exists figure_funnel (
    portal_id integer not null,
    dim smallint not null,
    grain smallint not null,
    bucket integer not null,
    dim_id integer not null,
    step smallint not null,
    items integer not null,
    primary key (portal_id, dim, grain, bucket, dim_id, step)
  )`,
  `create table if not exists figure_duration (
    portal_id integer not null,
    dim smallint not null,
    basis smallint not null,
    grain smallint not null,
    bucket integer not null,
    dim_id integer not null,
    kind smallint not null,
    bins smallint[] not null,
    counts integer[] not null,
    primary key (portal_id, dim, basis, grain, bucket, dim_id, kind)
  )`,
  `create index if not exists breach_moved on breach (portal_id, moved_at, breach_id)`,
]
