import type { Grant, Viewer } from '../domain/rights.ts'
import type { Language } from '../domain/words.ts'
import { hasGrant } from '../domain/rights.ts'
import { HttpError } from '../http/http-error.ts'

/** Who looks at the ledger or turns the gate. */
export interface GateActor extends Viewer {
  readonly language: Language
}

/** @throws HttpError 403 `no_right` when none of the person's roles grants it */
export function requireGrant(actor: GateActor, grant: Grant): void {
  if (hasGrant(actor.roles, grant))
    return
  const words = { ru: 'Для этого нужна роль РОПа или администратора приложения.', en: 'This takes the role of the head of sales, or of an administrator of the application.' }
  throw new HttpError(403, 'no_right', words[actor.language])
}
