/** Pages ask whether something changed; every statement may run twice. */
export const figureRevisionMigration = [
  `alter table figure_state add column if not exists revision bigint not null default 0`,
]
