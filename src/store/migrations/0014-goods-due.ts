/** Intake items whose product rows are to be read; every statement may run twice. */
export const goodsDueMigration = [
  `create table if not exists goods_due (
    portal_id integer not null,
    entity_type_id smallint not null,
    item_id integer not null,
    version bigint not null,
    primary key (portal_id, entity_type_id, item_id)
  )`,
]
