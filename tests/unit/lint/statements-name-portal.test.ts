import { describe, expect, it } from 'vitest'
import { statementsWithoutPortal } from '../../support/statements-name-portal.ts'

describe('the check of statements', () => {
  it.each([
    ['reads all portals', 'select * from "item" where "stage_id" = $1'],
    ['only gives the portal back', 'select "portal_id" from "item" where "item_id" = $1'],
    ['joins two tables by the portal and binds it nowhere', 'select 1 from item i join feedback f on f.portal_id = i.portal_id where i.item_id = $1'],
    ['writes rows of all portals', 'update "intention" set "state" = $1 where "intention_id" = $2'],
    ['deletes rows of all portals', 'delete from rest_log where at < $1'],
    ['looks over all portals without being one of those that may', 'select count(*) from item where portal_id > 0'],
  ])('finds one that %s', (_, statement) => {
    expect(statementsWithoutPortal([statement])).toEqual([statement])
  })

  it.each([
    ['binds the portal', 'select * from "item" where "portal_id" = $1 and "item_id" = $2'],
    ['binds it in one of its parts', 'with lost as (select item_id from item where portal_id = $1) select * from lost'],
    ['fills the column', 'insert into dirty_item as d (portal_id, item_id) select r.portal_id, r.item_id from unnest($1::int[]) r'],
    ['touches no table', 'select pg_notify($1, $2)'],
    ['walks through the active portals', 'select "portal_id", "origin" from "portal" where "portal_id" > $1 and "status" = $2 order by "portal_id" limit $3'],
  ])('lets one pass that %s', (_, statement) => {
    expect(statementsWithoutPortal([statement])).toEqual([])
  })
})
