import type { Grant } from '../domain/rights.ts'
import type { Role } from '../domain/role.ts'
import type { Language } from '../domain/words.ts'
import { hasGrant } from '../domain/rights.ts'
import { HttpError } from '../http/http-error.ts'

/** Who looks at the health of a portal, or acts on it. */
export interface HealthActor {
  readonly userId: number
  readonly roles: readonly Role[]
  readonly language: Language
}

const WORDS = {
  ru: 'Эта страница открыта администратору приложения. Попросите его помочь.',
  en: 'This page is open to an administrator of the application. Ask one for help.',
}

/** @throws HttpError 403 `no_right` for everybody but administrators */
export function requireHealthGrant(actor: HealthActor, grant: Extract<Grant, 'see_health' | 'remove_data'>): void {
  if (!hasGrant(actor.roles, grant))
    throw new HttpError(403, 'no_right', WORDS[actor.language])
}
