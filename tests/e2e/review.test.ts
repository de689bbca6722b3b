import type { Frame, FrameLocator, Page } from 'playwright-core'
import type { SpineScene } from '../support/spine-scene.ts'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldFrame, openSpineScene, ownFrames, PATIENCE_MS, staff, verdictButton } from '../support/spine-scene.ts'

let scene: SpineScene

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const patiently = { timeout: PATIENCE_MS }
/** Where pictures of what the test sees are kept; none unless asked for. */
const pictures = process.env.REVIEW_PICTURES

interface Opened { page: Page, review: FrameLocator, frame: () => Frame }

beforeAll(async () => {
  scene = await openSpineScene({ leads: 60 })
  await scene.settle()
  await judge('spam', /Бот/, 2)
  await judge('off_target', /Студент/, 2)
  if (pictures)
    mkdirSync(pictures, { recursive: true })
})
afterAll(() => scene.close())

/** The rep judges new leads in their cards; each verdict is chosen for marketing. */
async function judge(label: 'spam' | 'off_target', reason: RegExp, times: number): Promise<void> {
  const { page } = await scene.logIn(staff.rep)
  for (let done = 0; done < times; done += 1) {
    const lead = scene.addLead()
    await page.goto(scene.cardUrl(lead))
    await verdictButton(fieldFrame(page), label).click()
    await fieldFrame(page).getByRole('button', { name: reason }).click()
    await fieldFrame(page).getByRole('button', { name: 'изменить' }).waitFor()
  }
  await page.close()
}

/** The page of reviews as somebody finds it, on a tab of his. */
async function openReview(userId: number, tab: string, language: 'ru' | 'en' = 'ru'): Promise<Opened> {
  const { page } = await scene.logIn(userId, { language, height: 1000 })
  const review = await scene.openHome(page)
  await review.getByRole('link', { name: language === 'ru' ? 'Проверка' : 'Review', exact: true }).click()
  await review.locator(`#tab-${tab}`).click()
  return { page, review, frame: () => ownFrames(page, scene.appUrl).at(-1)! }
}

/** The review in focus, its facts drawn. */
async function focused(review: FrameLocator): Promise<number> {
  await review.locator('.focus .sides').first().waitFor()
  return Number(await review.locator('[data-focus]').getAttribute('data-focus'))
}

const stateOf = async (reviewId: number): Promise<string | undefined> => (await scene.store.reviews.standings(1, [reviewId]))[0]?.state

describe('the marketer', () => {
  it('accepts with A and the next one is in focus at once; U within ten seconds brings it back', async () => {
    const { page, review } = await openReview(staff.marketer, 'queue')
    await review.locator('[data-filter="spam"]').click()
    await expect.poll(() => review.locator('[data-filter="spam"]').getAttribute('aria-pressed'), patiently).toBe('true')
    const first = await focused(review)
    await page.keyboard.press('a')
    await expect.poll(() => stateOf(first), patiently).toBe('accepted')
    await review.getByRole('button', { name: /Отменить/ }).waitFor()
    expect(await review.locator(`[data-review="${first}"]`).count()).toBe(0)
    await page.keyboard.press('u')
    await expect.poll(() => stateOf(first), patiently).toBe('waiting')
    await review.locator(`[data-focus="${first}"]`).waitFor()
    await page.close()
  })

  it('disputes with D: a criterion, another verdict, words; a lead decided by somebody else meanwhile keeps his words', async () => {
    const { page, review } = await openReview(staff.marketer, 'queue')
    await review.locator('[data-filter="off_target"]').click()
    const first = await focused(review)
    await page.keyboard.press('d')
    await page.keyboard.type('клиент назвал наш регион')
    await review.locator('[data-propose="qualified"]').click()
    const other = await openReview(staff.cmo, 'queue')
    await other.review.locator('[data-filter="off_target"]').click()
    await other.review.locator(`[data-review="${first}"]`).click()
    await other.review.locator(`[data-focus="${first}"] [data-decide="accept"]`).click()
    await expect.poll(() => stateOf(first), patiently).toBe('accepted')
    await other.page.close()
    await review.locator('[data-decide="send"]').click()
    await review.getByRole('alert').getByText(/уже/).waitFor()
    scene.forgive(/409/)
    const second = await focused(review)
    expect(second).not.toBe(first)
    await page.keyboard.press('Escape')
    await review.locator('[data-decide="dispute"]').click()
    await review.locator('textarea').fill('на записи он говорит о кухне')
    await review.locator('[data-propose="qualified"]').click()
    await review.locator('[data-decide="send"]').click()
    await expect.poll(() => stateOf(second), patiently).toBe('disputed')
    await page.close()
  })
})

it('the rep answers a dispute, the head of sales sees both sides and rules with a reason, the owner looks at an appeal', async () => {
  const rep = (await scene.store.reviews.queue(1, { parts: [{ side: 'marketing', states: ['disputed'] }] }, 'due', { limit: 1 })).rows[0]!
  const own = await openReview(rep.authorId!, 'answers')
  await own.review.locator(`[data-review="${rep.reviewId}"]`).click()
  await own.review.locator(`[data-focus="${rep.reviewId}"] textarea`).fill('он спрашивал о другом городе')
  await own.review.locator('[data-decide="answer"]').click()
  await expect.poll(() => stateOf(rep.reviewId), patiently).toBe('answered')
  await own.page.close()
  const head = await openReview(staff.rop, 'rulings')
  await head.review.locator('[data-filter="disputes"]').click()
  await head.review.locator(`[data-review="${rep.reviewId}"]`).click()
  const focus = head.review.locator(`[data-focus="${rep.reviewId}"]`)
  await focus.locator('.sides--two').waitFor()
  await focus.getByText('«он спрашивал о другом городе»').waitFor()
  await head.page.keyboard.press('k')
  await head.page.keyboard.type('послушал запись')
  await head.page.keyboard.press('Enter')
  await expect.poll(() => stateOf(rep.reviewId), patiently).toBe('upheld')
  await head.page.close()
  const owner = await openReview(staff.owner, 'appeals')
  await owner.review.locator('[data-filter="appeals"]').click()
  const appeal = await focused(owner.review)
  await owner.review.locator('.ruling__reason').fill('согласен с РОПом')
  await owner.review.locator('[data-decide="rule"]').click()
  await expect.poll(() => stateOf(appeal), patiently).toBe('upheld')
  await owner.page.close()
})

describe.each(['ru', 'en'] as const)('in %s', (language) => {
  it.each([
    [staff.marketer, ['queue', 'changes', 'calibration', 'audit']],
    [staff.rop, ['rulings', 'reps', 'overdue', 'signals']],
  ] as const)('the tabs of %i have no serious accessibility fault and no sideways scroll from 420 px on', async (userId, tabs) => {
    const { page, review, frame } = await openReview(userId, tabs[0], language)
    await frame().evaluate(axe)
    for (const tab of tabs) {
      await review.locator(`#tab-${tab}`).click()
      await review.locator('#review-panel .box').first().waitFor()
      await expect.poll(() => review.locator('.skeleton').count(), patiently).toBe(0)
      const faults = await frame().evaluate('axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] }).then(result => result.violations.filter(one => ["serious", "critical"].includes(one.impact)).map(one => one.id + ": " + one.nodes[0].html.slice(0, 200) + one.nodes[0].failureSummary))')
      expect(faults, tab).toEqual([])
      for (const width of [1280, 420]) {
        await page.setViewportSize({ width, height: 1000 })
        await expect.poll(() => frame().evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)), { ...patiently, message: `${tab} at ${width} px` }).toBe(0)
        if (pictures) {
          // A frame is drawn only where the window is: a tall window instead of a stitched picture.
          await page.setViewportSize({ width, height: 2200 })
          await page.screenshot({ path: `${pictures}/${tab}-${language}-${width}.png` })
        }
      }
    }
    await page.close()
  })
})

it('leaves no script error, no external request and no violation of the portal\'s contract', async () => {
  await scene.settle()
  expect(scene.faults()).toEqual([])
})
