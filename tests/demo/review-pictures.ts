import type { FrameLocator, Page } from 'playwright-core'
import type { SpineScene } from '../support/spine-scene.ts'
import { disputedCall, focused, openReview, reviewedCall } from '../support/review-page.ts'
import { staff } from '../support/spine-scene.ts'

/** Keeps a picture under a name; the window becomes as tall as asked. */
export type Take = (page: Page, name: string, height?: number) => Promise<void>

/** The page of reviews: the marketer's desk with a dispute begun, wide, narrow, dark and in English; both sides before the head of sales. */
export async function takeReviewPictures(scene: SpineScene, take: Take): Promise<void> {
  const { reviewId } = await reviewedCall(scene)
  const disputed = await disputedCall(scene)
  for (const [name, look] of [['review', {}], ['review-dark', {}], ['review-en', { language: 'en' }], ['review-420', { width: 420 }]] as const) {
    const { page, review, frame } = await openReview(scene, staff.marketer, 'queue', look)
    // The frame protocol tells no theme: the page wears the dark one when it is asked to.
    if (name === 'review-dark')
      await frame().evaluate('document.documentElement.classList.replace("light", "dark") || document.documentElement.classList.add("dark")')
    await begin(review, reviewId)
    await take(page, name, name === 'review-420' ? 1900 : 1080)
    await page.close()
  }
  const head = await openReview(scene, staff.rop, 'rulings')
  await head.review.locator(`[data-review="${disputed.reviewId}"]`).click()
  await head.review.locator(`[data-focus="${disputed.reviewId}"] .sides--two`).waitFor()
  await whenDrawn(head.review)
  await take(head.page, 'review-ruling', 1000)
  await head.page.close()
}

/** A recording heard up to its twentieth second and a dispute begun there. */
async function begin(review: FrameLocator, reviewId: number): Promise<void> {
  await review.locator('[data-filter="spam"]').click()
  await review.locator(`[data-review="${reviewId}"]`).click()
  await review.locator(`[data-focus="${reviewId}"] .sides`).waitFor()
  await focused(review)
  await whenDrawn(review)
  await review.locator('.focus [data-player]:not([inert])').getByRole('slider').fill('20')
  await review.locator('[data-decide="dispute"]').click()
  await review.locator('[data-propose="off_target"]').click()
  await review.locator('textarea').fill('На записи он спрашивает о цене кухни.')
}

async function whenDrawn(review: FrameLocator): Promise<void> {
  const audio = review.locator('.focus [data-player]:not([inert]) audio')
  await audio.waitFor({ state: 'attached' })
  // The wave is measured while the sound is fetched: once the end of it is there, so is the wave.
  await audio.evaluate('element => new Promise(resolve => { const look = () => element.readyState >= 3 ? setTimeout(resolve, 1500) : setTimeout(look, 100); look() })')
}
