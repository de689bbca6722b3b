import type { BackfillHindrance } from '../../store/backfills.ts'
import { AccessRevokedError, MethodMissingError, OperatingLimitError, PortalCallError, RateLimitedError } from '../../bitrix/portal-errors.ts'
import { retryAt } from '../back-off.ts'

/** Why a step failed, and when to try again. */
export function hindranceOf(error: unknown, { attempts, now, isCrowded }: { attempts: number, now: number, isCrowded: boolean }): { hindrance: BackfillHindrance, resumeAt: number } {
  if (error instanceof OperatingLimitError)
    return { hindrance: 'operating', resumeAt: error.retryAt }
  if (error instanceof RateLimitedError)
    return { hindrance: isCrowded ? 'other_apps' : 'requests', resumeAt: Math.max(error.retryAt, now + 1_000) }
  if (error instanceof AccessRevokedError)
    return { hindrance: 'access', resumeAt: now + 10 * 60_000 }
  if (error instanceof MethodMissingError)
    return { hindrance: 'missing', resumeAt: now + 24 * 3_600_000 }
  return { hindrance: error instanceof PortalCallError ? 'unreachable' : 'fault', resumeAt: retryAt(attempts, now) }
}
