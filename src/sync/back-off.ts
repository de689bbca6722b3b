import { RateLimitedError } from '../bitrix/portal-errors.ts'

const FIRST_MS = 2_000
const MOST_MS = 10 * 60_000

/** When to try again after so many attempts: two seconds, doubling, ten minutes at most; the portal's own wish comes first. */
export function retryAt(attempts: number, now: number, error?: unknown): number {
  if (error instanceof RateLimitedError)
    return Math.max(error.retryAt, now + 500)
  return now + Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 12))
}
