/** The day weeks begin on, as the portal's calendar says, and by which day the sums of weeks are kept; every statement may run twice. */
export const weekStartMigration = [
  `alter table portal add column if not exists week_start smallint not null default 0`,
  `alter table figure_state add column if not exists week_start smallint not null default 0`,
]
