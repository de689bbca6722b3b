import type { PortalClient } from '../src/bitrix/portal-client.ts'
import type { PlacementBinding } from '../src/contracts/rest/bindings.schema.ts'
import type { OwnPlacement } from './own-pages.ts'
import { bindPlacementRow, listPlacementBindings, unbindPlacementRow } from '../src/bitrix/bindings.ts'
import { writeRows } from '../src/bitrix/write-rows.ts'
import { OWN_PLACEMENTS } from './own-pages.ts'
import { WIZARD_LANE } from './step.ts'

/** What is shown now. */
export interface PlacementsBound {
  bound: number
  /** Wanted, but not offered or refused by this portal. */
  missing: string[]
}

/** Leaves exactly one widget per place: stale and doubled ones go, missing ones come. `offered` = codes of this portal. */
export async function bindPlacements(client: PortalClient, appUrl: string, offered: ReadonlySet<string>): Promise<PlacementsBound> {
  const wanted = OWN_PLACEMENTS.filter(row => offered.has(row.placement))
  const left = await withoutStale(client, wanted, appUrl)
  const lacking = wanted.filter(own => !left.some(row => isOwn(row, own, appUrl)))
  await writeRows(client, lacking.map(own => bindPlacementRow(own.placement, { placement: own.placement, handler: `${appUrl}${own.path}`, title: own.title })), WIZARD_LANE)
  // "Already bound" and "only one here" arrive as refusals: what counts is what the portal shows afterwards.
  const bound = lacking.length === 0 ? left : await listPlacementBindings(client, WIZARD_LANE)
  const missing = OWN_PLACEMENTS.filter(own => !bound.some(row => isOwn(row, own, appUrl))).map(own => own.placement)
  return { bound: OWN_PLACEMENTS.length - missing.length, missing }
}

/** Takes away what is stale or doubled, and reads what is left. */
async function withoutStale(client: PortalClient, wanted: readonly OwnPlacement[], appUrl: string): Promise<PlacementBinding[]> {
  const known = await listPlacementBindings(client, WIZARD_LANE)
  const kept = known.filter((row, index) => wanted.some(own => isOwn(row, own, appUrl)) && known.findIndex(other => isSame(other, row)) === index)
  if (kept.length === known.length)
    return known
  await writeRows(client, known.filter(row => !kept.includes(row)).map((row, index) => unbindPlacementRow(`end${index}`, row)), WIZARD_LANE)
  return listPlacementBindings(client, WIZARD_LANE)
}

function isOwn(row: PlacementBinding, own: OwnPlacement, appUrl: string): boolean {
  return row.placement === own.placement && row.handler === `${appUrl}${own.path}` && row.userId === null
}

function isSame(one: PlacementBinding, other: PlacementBinding): boolean {
  return one.placement === other.placement && one.handler === other.handler && one.userId === other.userId
}
