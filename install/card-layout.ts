import type { LayoutKey } from '../src/bitrix/card-layout.ts'
import type { PortalClient } from '../src/bitrix/portal-client.ts'
import type { CardLayout } from '../src/contracts/rest/card-layout.schema.ts'
import type { EntityTypeId } from '../src/domain/item-ref.ts'
import { readCardLayout, writeCardLayout } from '../src/bitrix/card-layout.ts'
import { WIZARD_LANE } from './step.ts'

/** What became of the shared layouts of a card. */
export interface LayoutsPlaced {
  changed: number
  unchanged: number
  /** Layouts the portal still shows by default: written only by a person. */
  default: number
}

/** Puts fields on top of the first section of every shared layout that has been saved; nothing else moves. */
export async function placeFields(client: PortalClient, entityTypeId: EntityTypeId, fieldNames: readonly string[]): Promise<LayoutsPlaced> {
  const placed: LayoutsPlaced = { changed: 0, unchanged: 0, default: 0 }
  for (const key of layoutsOf(entityTypeId)) {
    const layout = await readCardLayout(client, key, WIZARD_LANE)
    const next = layout === null ? null : withFields(layout, fieldNames)
    if (next === null) {
      placed.default += 1
    }
    else if (next === layout) {
      placed.unchanged += 1
    }
    else {
      await writeCardLayout(client, key, next, WIZARD_LANE)
      placed.changed += 1
    }
  }
  return placed
}

/** The layout with the fields it lacks; the same object when it lacks none, null when it has no section to put them in. */
export function withFields(layout: NonNullable<CardLayout>, fieldNames: readonly string[]): NonNullable<CardLayout> | null {
  const present = new Set(layout.flatMap(section => section.elements.map(element => element.name)))
  const missing = fieldNames.filter(name => !present.has(name))
  const first = layout.findIndex(section => section.type === 'section')
  if (first < 0)
    return null
  if (missing.length === 0)
    return layout
  const added = missing.map(name => ({ name, optionFlags: 1 }))
  return layout.map((section, index) => index === first ? { ...section, elements: [...added, ...section.elements] } : section)
}

/** Simple and repeat leads have a layout each; deals of the first pipeline share one. */
function layoutsOf(entityTypeId: EntityTypeId): LayoutKey[] {
  return entityTypeId === 1
    ? [{ entityTypeId, extras: { leadCustomerType: 1 } }, { entityTypeId, extras: { leadCustomerType: 2 } }]
    : [{ entityTypeId, extras: { dealCategoryId: 0 } }]
}
