import type { UserId } from '../domain/ids.ts'
import type { Role } from '../domain/role.ts'
import type { Language } from '../domain/words.ts'

/** Who drafts or signs. */
export interface TreatyActor {
  readonly userId: UserId
  readonly name: string
  readonly roles: readonly Role[]
  readonly language: Language
}
