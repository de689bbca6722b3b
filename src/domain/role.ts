/** Roles the treaty gives to employees of a portal. @see product section 2 */
export const ROLES = ['rep', 'marketer', 'rop', 'cmo', 'owner', 'admin'] as const

/** A treaty role; a person may hold several. */
export type Role = typeof ROLES[number]

/** The two sides of the treaty, and the owner who may sign as a third. */
export const SIDES = ['marketing', 'sales', 'owner'] as const

/** A side that can sign. */
export type Side = typeof SIDES[number]

/** The role a person must hold to sign for a side. */
export const SIGNING_ROLE: Readonly<Record<Side, Role>> = { marketing: 'cmo', sales: 'rop', owner: 'owner' }

/** Says whether a text is a role code. */
export function isRole(value: unknown): value is Role {
  return ROLES.includes(value as Role)
}
