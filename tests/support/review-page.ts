import type { Frame, FrameLocator, Page } from 'playwright-core'
import type { ItemCalls } from '../../src/contracts/api/calls.schema.ts'
import type { Ask } from './run-wizard.ts'
import type { Look, SpineScene } from './spine-scene.ts'
import { openSession } from './run-wizard.ts'
import { ownFrames, staff } from './spine-scene.ts'

/** The page of reviews in somebody's window. */
export interface OpenedReview { page: Page, review: FrameLocator, frame: () => Frame }

/** The page of reviews as somebody finds it, on a tab of his. */
export async function openReview(scene: SpineScene, userId: number, tab: string, look: Look = {}): Promise<OpenedReview> {
  const { page } = await scene.logIn(userId, { height: 1000, ...look })
  const review = await scene.openHome(page)
  await review.getByRole('link', { name: look.language === 'en' ? 'Review' : 'Проверка', exact: true }).click()
  await review.locator(`#tab-${tab}`).click()
  return { page, review, frame: () => ownFrames(page, scene.appUrl).at(-1)! }
}

/** The review in focus, its facts drawn. */
export async function focused(review: FrameLocator): Promise<number> {
  await review.locator('.focus .sides').first().waitFor()
  return Number(await review.locator('[data-focus]').getAttribute('data-focus'))
}

/** Asks our API as somebody of the scene. */
function askAs({ running: { portal }, appId, appUrl: url }: SpineScene, userId: number): Promise<Ask> {
  return openSession({ portal, appId, url, userId })
}

/** A lead with a recorded talk and the rep's verdict on it; returns its review by marketing. */
export async function reviewedCall(scene: SpineScene, { label = 'spam', durationSec = 60 }: { label?: 'spam' | 'off_target', durationSec?: number } = {}): Promise<{ leadId: number, reviewId: number }> {
  const { id: leadId } = scene.addLead()
  scene.running.portal.work.calls.make({ userId: staff.rep, phoneNumber: '79990000001', durationSec, owner: { entityTypeId: 1, entityId: leadId } }, { kind: 'user', userId: staff.rep, appId: null })
  await scene.settle()
  const rep = await askAs(scene, staff.rep)
  await rep(`/api/items/1/${leadId}/feedback`, { label, reason: label === 'spam' ? 'advertiser' : 'other_region', clientKey: crypto.randomUUID() })
  const [review] = await scene.store.reviews.ofItems(1, [{ entityTypeId: 1, itemId: leadId }])
  return { leadId, reviewId: review!.reviewId }
}

/** The same, disputed by marketing with the twentieth second of the talk pinned. */
export async function disputedCall(scene: SpineScene): Promise<{ leadId: number, reviewId: number }> {
  const { leadId, reviewId } = await reviewedCall(scene)
  const marketer = await askAs(scene, staff.marketer)
  const { calls: [call] } = await marketer<ItemCalls>(`/api/items/1/${leadId}/calls`)
  const { revision } = await marketer<{ revision: number }>(`/api/reviews/${reviewId}`)
  await marketer(`/api/reviews/${reviewId}/dispute`, { revision, clientKey: crypto.randomUUID(), proposedLabel: 'off_target', words: 'клиент спрашивает о доставке', pinned: { callId: call!.callId, second: 20 } })
  return { leadId, reviewId }
}
