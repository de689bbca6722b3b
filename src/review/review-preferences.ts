import type { ReviewPreferences } from '../contracts/api/review-preferences.schema.ts'
import type { StoreScope } from '../store/store.ts'
import type { ReviewActor } from './review-ports.ts'
import { reviewPreferencesSchema } from '../contracts/api/review-preferences.schema.ts'
import { refusal } from '../treaty/refusal.ts'

const KEY = 'reviews'

/** What a person last looked at; empty when never, or when an older release remembered it in words of its own. */
export async function readReviewPreferences(store: Pick<StoreScope, 'preferences'>, portalId: number, actor: ReviewActor): Promise<ReviewPreferences> {
  const parsed = reviewPreferencesSchema.safeParse(await store.preferences.get(portalId, actor.userId, KEY) ?? {})
  return parsed.success ? parsed.data : {}
}

/** Remembers it in place of what was. @throws HttpError `no_right_to_reviews` 403 for somebody without a role */
export async function keepReviewPreferences(store: Pick<StoreScope, 'preferences'>, portalId: number, actor: ReviewActor, preferences: ReviewPreferences): Promise<ReviewPreferences> {
  if (actor.roles.length === 0)
    throw refusal('no_right_to_reviews', actor.language)
  await store.preferences.set(portalId, actor.userId, KEY, preferences)
  return preferences
}
