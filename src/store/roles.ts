/** One role of one person. The list of roles is the business of `src/domain`; here it is text. */
export interface PersonRole {
  userId: number
  role: string
  /** Null = guessed by the wizard. */
  grantedBy: number | null
  grantedAt: number
}

/** Who holds which role. */
export interface RoleRepository {
  ofUser: (portalId: number, userId: number) => Promise<string[]>
  list: (portalId: number) => Promise<PersonRole[]>
  /** Sets the person's roles to exactly these and, when they changed, ends his sessions. Returns whether they changed. */
  replace: (portalId: number, change: { userId: number, roles: string[], grantedBy: number | null, now: number }) => Promise<boolean>
}
