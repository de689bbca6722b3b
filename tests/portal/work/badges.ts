/** A text or one text per language code. */
export type Words = string | Record<string, string>

/** A badge of the kanban. */
export interface Badge {
  code: string
  title: Words
  value: Words
  /** `primary`, `secondary`, `success`, `warning` or `failure`. */
  type: string
}

/** Badges of the portal by code. */
export interface Badges {
  get: (code: string) => Badge | undefined
  list: () => Badge[]
  /** The same code again replaces the badge. */
  put: (badge: Badge) => void
  remove: (code: string) => boolean
}

/** An empty collection. */
export function createBadges(): Badges {
  const byCode = new Map<string, Badge>()
  return {
    get: code => byCode.get(code),
    list: () => [...byCode.values()],
    put: (badge) => { byCode.set(badge.code, badge) },
    remove: code => byCode.delete(code),
  }
}
