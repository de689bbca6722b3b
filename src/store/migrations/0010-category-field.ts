/** Which CRM field is the product category; every statement may run twice. */
export const categoryFieldMigration = [
  `create table if not exists category_field (
    portal_id integer primary key,
    field_name text not null,
    kind text not null check (kind in ('list', 'text')),
    label text not null,
    options jsonb not null default '[]',
    chosen_by integer not null,
    chosen_at timestamptz not null,
    read_at timestamptz
  )`,
]
