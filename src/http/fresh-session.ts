import type { Session } from './session.ts'
import { HttpError } from './http-error.ts'

/** How old the portal's word about a person may be where the right to write stands on it, ms. */
export const FRESH_PROOF_MS = 5 * 60_000

/**
 * For what an administrator changes: somebody who lost that right minutes ago has lost it here as well. A page answers the refusal by
 * asking the portal anew and repeating the request, so nobody notices.
 * @throws HttpError 401 `proof_old`
 */
export function requireFreshProof(session: Session, now: number): void {
  if (now - (session.provedAt ?? 0) > FRESH_PROOF_MS)
    throw new HttpError(401, 'proof_old', { ru: 'Битрикс24 давно не подтверждал, кто вы. Обновите страницу и повторите.', en: 'Bitrix24 has not confirmed who you are for a while. Reload the page and try again.' }[session.language])
}
