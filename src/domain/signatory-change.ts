import type { UserId } from './ids.ts'
import type { Role, Side } from './role.ts'
import type { Signatories } from './treaty.ts'
import { SIDES, SIGNING_ROLE } from './role.ts'

/** Signatories as they are to become, as they stand in the draft, and as the last signed version names them. */
export interface SignatoryChange {
  readonly wished: Signatories
  readonly drafted: Signatories
  /** Null while nothing was ever signed: then the two sides are free to name themselves. */
  readonly signed: Signatories | null
}

/**
 * The first side whose signatory this person may not replace; null when all is well. After the first signed version a signatory
 * is changed by the other signatory or by the owner; going back to the signed name is always allowed. @see product section 4
 */
export function forbiddenSignatoryChange({ wished, drafted, signed }: SignatoryChange, actor: { readonly userId: UserId, readonly roles: readonly Role[] }): Side | null {
  if (signed === null || actor.roles.includes('owner'))
    return null
  const isOther = (side: Side): boolean => SIDES.some(other => other !== side && signed[other] === actor.userId)
  return SIDES.find(side => wished[side] !== drafted[side] && wished[side] !== signed[side] && !isOther(side)) ?? null
}

/** Roles of one person as they are and as they are to become, and whom the last signed version names. */
export interface RoleChange {
  readonly userId: UserId
  readonly before: readonly Role[]
  readonly after: readonly Role[]
  /** Null while nothing was ever signed. */
  readonly signed: Signatories | null
}

/**
 * The side whose signatory would lose the role he signs with, by somebody who may not do that; null when all is well. Otherwise an
 * administrator could replace a signatory without either side: he gives roles freely, and takes this one away only once a signed
 * version names somebody else.
 */
export function forbiddenRoleChange({ userId, before, after, signed }: RoleChange, actor: { readonly userId: UserId, readonly roles: readonly Role[] }): Side | null {
  if (signed === null || actor.roles.includes('owner'))
    return null
  const lost = SIDES.find(side => signed[side] === userId && before.includes(SIGNING_ROLE[side]) && !after.includes(SIGNING_ROLE[side]))
  return lost !== undefined && !SIDES.some(side => side !== lost && signed[side] === actor.userId) ? lost : null
}
