import type { LifecycleHint, LifecyclePort } from './ports.ts'
import type { RateWindow } from './rate-window.ts'

/** Events that may bring a new application token, and with it tokens that can be proven. */
const BRINGS_TOKENS = new Set(['ONAPPINSTALL', 'ONAPPUPDATE'])

/**
 * Passes on what an event says about the application itself. With the known token every such event is a hint. Without
 * it only those that bring tokens of their own are, since these can be proven where the receiver may not ask; at most a
 * few a minute, because each costs a question to the authorization server.
 * @returns false when it was not passed on
 */
export async function applicationEvent(hint: LifecycleHint, { lifecycle, strangers, now }: { lifecycle: LifecyclePort, strangers: RateWindow, now: number }): Promise<boolean> {
  const { event, isTokenKnown } = hint
  const isProvable = BRINGS_TOKENS.has(event.name) && event.auth.refreshToken !== null
  if (!isTokenKnown && !(isProvable && strangers.allow(event.auth.memberId, now).isAllowed && strangers.allow('', now).isAllowed))
    return false
  await lifecycle.hint(hint)
  return true
}
