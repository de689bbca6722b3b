import type { FrameLocator } from 'playwright-core'
import type { SpineScene } from '../support/spine-scene.ts'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { disputedCall, focused, openReview, reviewedCall } from '../support/review-page.ts'
import { fieldFrame, openSpineScene, PATIENCE_MS, staff, verdictButton } from '../support/spine-scene.ts'

let scene: SpineScene

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const patiently = { timeout: PATIENCE_MS }
/** Where pictures of what the test sees are kept; none unless asked for. */
const pictures = process.env.REVIEW_PICTURES

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

const stateOf = async (reviewId: number): Promise<string | undefined> => (await scene.store.reviews.standings(1, [reviewId]))[0]?.state

describe('the marketer', () => {
  it('accepts with A and the next one is in focus at once; U within ten seconds brings it back', async () => {
    const { page, review } = await openReview(scene, staff.marketer, 'queue')
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
    const { page, review } = await openReview(scene, staff.marketer, 'queue')
    await review.locator('[data-filter="off_target"]').click()
    const first = await focused(review)
    await page.keyboard.press('d')
    await page.keyboard.type('клиент назвал наш регион')
    await review.locator('[data-propose="qualified"]').click()
    const other = await openReview(scene, staff.cmo, 'queue')
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
  const { reviewId } = await disputedCall(scene)
  const own = await openReview(scene, staff.rep, 'answers')
  await own.review.locator(`[data-review="${reviewId}"]`).click()
  await own.review.locator(`[data-focus="${reviewId}"] textarea`).fill('он спрашивал о другом городе')
  await own.review.locator('[data-decide="answer"]').click()
  await expect.poll(() => stateOf(reviewId), patiently).toBe('answered')
  await own.page.close()
  const head = await openReview(scene, staff.rop, 'rulings')
  await head.review.locator('[data-filter="disputes"]').click()
  await head.review.locator(`[data-review="${reviewId}"]`).click()
  const focus = head.review.locator(`[data-focus="${reviewId}"]`)
  await focus.locator('.sides--two').waitFor()
  await focus.getByText('«он спрашивал о другом городе»').waitFor()
  await head.page.keyboard.press('k')
  await head.page.keyboard.type('послушал запись')
  await head.page.keyboard.press('Enter')
  await expect.poll(() => stateOf(reviewId), patiently).toBe('upheld')
  await head.page.close()
  const owner = await openReview(scene, staff.owner, 'appeals')
  await owner.review.locator('[data-filter="appeals"]').click()
  const appeal = await focused(owner.review)
  await owner.review.locator('.ruling__reason').fill('согласен с РОПом')
  await owner.review.locator('[data-decide="rule"]').click()
  await expect.poll(() => stateOf(appeal), patiently).toBe('upheld')
  await owner.page.close()
})

describe('the recording beside the verdict', () => {
  const heardOf = (review: FrameLocator) => review.locator('.focus [data-player]:not([inert]) audio')
  const timeOf = (review: FrameLocator): Promise<number> => heardOf(review).evaluate((audio: HTMLAudioElement) => audio.currentTime)
  const isPaused = (review: FrameLocator): Promise<boolean> => heardOf(review).evaluate((audio: HTMLAudioElement) => audio.paused)

  it('plays by keys: time advances, skips and seeks, the speed doubles; what was heard is accepted at once', async () => {
    const rows = [await reviewedCall(scene), await reviewedCall(scene)]
    const { page, review } = await openReview(scene, staff.marketer, 'queue')
    await review.locator('[data-filter="spam"]').click()
    for (const [index, { reviewId }] of rows.entries()) {
      await review.locator(`[data-review="${reviewId}"]`).click()
      await review.locator(`[data-focus="${reviewId}"] .sides`).waitFor()
      await review.locator('.focus [data-player]:not([inert])').getByRole('combobox', { name: 'Скорость' }).selectOption('2')
      await review.locator('.focus h2').first().click({ position: { x: 200, y: 5 } })
      await page.keyboard.press('Space')
      await expect.poll(() => timeOf(review), patiently).toBeGreaterThan(6.5)
      if (index === 0) {
        expect(await heardOf(review).evaluate((audio: HTMLAudioElement) => audio.playbackRate)).toBe(2)
        await page.keyboard.press('ArrowRight')
        await expect.poll(() => timeOf(review), patiently).toBeGreaterThan(11.5)
        await page.keyboard.press('Space')
        await expect.poll(() => isPaused(review), patiently).toBe(true)
        const before = await timeOf(review)
        await page.keyboard.press('ArrowLeft')
        await expect.poll(() => timeOf(review), patiently).toBeCloseTo(before - 5, 1)
        await review.locator('.focus [data-player]:not([inert])').getByRole('slider').fill('50')
        await expect.poll(() => timeOf(review), patiently).toBe(50)
      }
    }
    await review.getByRole('button', { name: 'Принять прослушанное: 2' }).click()
    for (const { reviewId } of rows)
      await expect.poll(() => stateOf(reviewId), patiently).toBe('accepted')
    expect((await scene.store.reviews.actsOf(1, [rows[0]!.reviewId]))[0]).toMatchObject({ route: 'bulk', actorId: staff.marketer })
    await review.locator(`[data-review="${rows[0]!.reviewId}"]`).waitFor({ state: 'detached' })
    await page.close()
  })

  it('proves a dispute: P pins the second, the rep plays it from the thread and corrects himself through its link', async () => {
    const { leadId, reviewId } = await reviewedCall(scene)
    const { page, review } = await openReview(scene, staff.marketer, 'queue')
    await review.locator(`[data-review="${reviewId}"]`).click()
    await review.locator(`[data-focus="${reviewId}"] .sides`).waitFor()
    await review.locator('.focus [data-player]:not([inert])').getByRole('slider').fill('20')
    await expect.poll(() => timeOf(review), patiently).toBe(20)
    await page.keyboard.press('p')
    await page.keyboard.press('d')
    await page.keyboard.type('он спрашивает о цене')
    await review.locator('[data-propose="off_target"]').click()
    await review.locator('[data-decide="send"]').click()
    await expect.poll(() => stateOf(reviewId), patiently).toBe('disputed')
    await page.close()
    const rep = await openReview(scene, staff.rep, 'answers')
    await rep.review.locator(`[data-review="${reviewId}"]`).click()
    await rep.review.locator(`[data-focus="${reviewId}"]`).getByText('«он спрашивает о цене»').waitFor()
    await rep.review.locator('.sides').getByRole('button', { name: '0:20' }).click()
    await expect.poll(() => timeOf(rep.review), patiently).toBeGreaterThan(20.5)
    await rep.review.locator('[data-decide="correct"]').click()
    const form = rep.page.frameLocator('.slider iframe')
    await verdictButton(form, 'off_target').click()
    await form.getByRole('button', { name: 'Другой регион' }).click()
    await expect.poll(() => stateOf(reviewId), patiently).toBe('corrected')
    await expect.poll(() => scene.nativeOf(leadId, 'VERDICT'), patiently).toEqual(['off_target'])
    await rep.page.close()
  })
})

it('blind calibration: three people judge one lead, nobody sees the others before all have spoken', async () => {
  const { leadId } = await reviewedCall(scene)
  const set = await scene.store.calibrations.create(1, { month: '2020-01', versionNo: 1, createdAt: Date.now(), closesAt: Date.now() + 86_400_000 }, [{ entityTypeId: 1, itemId: leadId, position: 1, repId: staff.rep, marketerId: staff.marketer, ropId: staff.rop }])
  for (const [given, [userId, label]] of ([[staff.rep, 'spam'], [staff.marketer, 'off_target'], [staff.rop, 'spam']] as const).entries()) {
    const { page, review } = await openReview(scene, userId, 'calibration')
    await review.locator(`[data-set="${set!.setId}"]`).click()
    const lead = review.locator('.blind__leads li')
    await lead.getByText(`высказались ${given} из 3`).waitFor()
    expect(await lead.locator('.chip').count()).toBe(0)
    await review.locator(`[data-judge="${label}"]`).click()
    await review.getByRole('button', { name: 'Высказаться' }).click()
    if (given < 2) {
      await lead.getByText(`высказались ${given + 1} из 3`).waitFor()
    }
    else {
      await expect.poll(() => lead.locator('.chip').count(), patiently).toBe(3)
      expect(await review.locator('.blind .table tbody tr').first().textContent()).toMatch(/33/)
    }
    await page.close()
  }
})

it('«what we changed» takes a source and a cluster of reasons by their names, and shows them so', async () => {
  const { page, review } = await openReview(scene, staff.marketer, 'changes')
  await review.getByRole('textbox', { name: 'Что изменили' }).fill('Исключили запросы других регионов')
  await review.locator('[data-change="source"]').selectOption({ label: 'Звонок' })
  expect(await review.locator('[data-change="reason"]').count()).toBe(0)
  await review.locator('[data-change="label"]').selectOption('off_target')
  await review.locator('[data-change="reason"]').selectOption({ label: 'Другой регион' })
  await review.getByRole('button', { name: 'Записать' }).click()
  const row = review.getByRole('row').filter({ hasText: 'Исключили запросы других регионов' })
  await row.getByText('Другой регион').waitFor()
  expect(await row.textContent()).toContain('Звонок')
  expect(await review.getByRole('textbox', { name: 'Что изменили' }).inputValue()).toBe('')
  await page.close()
})

describe.each(['ru', 'en'] as const)('in %s', (language) => {
  it.each([
    [staff.marketer, ['queue', 'changes', 'calibration', 'audit']],
    [staff.rop, ['rulings', 'reps', 'overdue', 'signals']],
    // The tabs are the same in both languages; the desks of these two are looked at once.
    ...language === 'ru' ? [[staff.rep, ['answers', 'calibration']], [staff.owner, ['appeals', 'reps']]] as const : [],
  ] as const)('the tabs of %i have no serious accessibility fault and no sideways scroll from 420 px on', async (userId, tabs) => {
    const { page, review, frame } = await openReview(scene, userId, tabs[0], { language })
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
