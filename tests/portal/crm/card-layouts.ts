import type { EntityTypeId } from './crm-item.ts'

/** One field of a card section. */
export interface LayoutElement {
  name: string
  /** 1 = always shown. */
  optionFlags: number
  options?: Record<string, unknown>
}

/** One section of a card. */
export interface LayoutSection {
  name: string
  title: string
  type: 'section'
  elements: LayoutElement[]
}

/** Whose layout, and which card: pipelines of deals, simple and repeat leads have cards of their own. */
export interface LayoutKey {
  entityTypeId: EntityTypeId
  /** Null: the common layout. */
  userId: number | null
  /** Pipeline of a deal card, customer type (1 simple, 2 repeat) of a lead card, 0 otherwise. */
  variant: number
}

/** Saved layouts of cards. Nothing saved means the default layout. */
export interface CardLayouts {
  get: (key: LayoutKey) => LayoutSection[] | null
  set: (key: LayoutKey, sections: LayoutSection[]) => void
  reset: (key: LayoutKey) => void
  /** What a person sees: the own layout, else the common one, else null. */
  seenBy: (key: Omit<LayoutKey, 'userId'> & { userId: number }) => LayoutSection[] | null
  /** Removes every personal layout of that card. */
  forceCommon: (key: Omit<LayoutKey, 'userId'>) => void
}

/** No layouts saved yet. */
export function createCardLayouts(): CardLayouts {
  const saved = new Map<string, LayoutSection[]>()
  const cardOf = ({ entityTypeId, variant }: Omit<LayoutKey, 'userId'>): string => `${entityTypeId}:${variant}:`
  const nameOf = (key: LayoutKey): string => `${cardOf(key)}${key.userId ?? 'common'}`
  return {
    get: key => saved.get(nameOf(key)) ?? null,
    set: (key, sections) => { saved.set(nameOf(key), sections) },
    reset: (key) => { saved.delete(nameOf(key)) },
    seenBy: key => saved.get(nameOf(key)) ?? saved.get(nameOf({ ...key, userId: null })) ?? null,
    forceCommon(key) {
      for (const name of saved.keys()) {
        if (name.startsWith(cardOf(key)) && !name.endsWith('common'))
          saved.delete(name)
      }
    },
  }
}
