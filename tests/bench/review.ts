import type { Frame, Page } from 'playwright-core'
import type { SpineScene } from '../support/spine-scene.ts'
import type { RecordingTimes } from './recordings.ts'
import type { DeskTimes } from './review-parts/watch-desk.ts'
import { openSpineScene, ownFrames, staff } from '../support/spine-scene.ts'
import { run as streamRecordings } from './recordings.ts'
import { fillQueue } from './review-parts/fill-queue.ts'
import { deskWatch } from './review-parts/watch-desk.ts'

/** Medians in ms, and what a hundred listeners cost. */
export interface ReviewTimes extends RecordingTimes {
  /** From the page's navigation to a verdict in focus with its button, processor slowed down four times. Goal 2000. */
  queue_usable_ms_4x: number
  /** From the key A to the next review painted in its place. Goal 100. */
  next_ready_ms: number
  next_ready_ms_4x: number
  /** From the key Space to the first sound. Goal 300. */
  playing_ms: number
}

const OPENINGS = 3
const DECISIONS = 5
const SLOWDOWN = 4
/** The slowdown reaches the page's own process only, so the frame must live in it. */
const ONE_PROCESS = ['--disable-site-isolation-trials', '--disable-features=IsolateOrigins,site-per-process,OriginKeyedProcessesByDefault']

/** `npm run bench -- review --json`: the marketer's desk in a browser, then a hundred recordings at once. */
export async function run(): Promise<ReviewTimes> {
  const scene = await openSpineScene({ browserFlags: ONE_PROCESS })
  try {
    await fillQueue(scene, OPENINGS + 2 * DECISIONS + 4)
    const openings: number[] = []
    for (let opening = 0; opening < OPENINGS; opening += 1)
      openings.push((await sit(scene, SLOWDOWN, 0)).usable ?? Number.NaN)
    const usual = await sit(scene, 1, DECISIONS)
    const slow = await sit(scene, SLOWDOWN, DECISIONS)
    return {
      queue_usable_ms_4x: median(openings),
      next_ready_ms: median(usual.next),
      next_ready_ms_4x: median(slow.next),
      playing_ms: median(usual.playing),
      ...await streamRecordings(),
    }
  }
  finally {
    await scene.close()
  }
}

/** Opens the desk with a cold cache; listens to each verdict and accepts it. */
async function sit(scene: SpineScene, slowdown: number, decisions: number): Promise<DeskTimes> {
  const { page } = await scene.logIn(staff.marketer)
  await page.addInitScript(deskWatch)
  const session = await page.context().newCDPSession(page)
  const home = await scene.openHome(page)
  await home.getByRole('link', { name: 'Проверка', exact: true }).waitFor()
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await home.getByRole('link', { name: 'Проверка', exact: true }).click()
  const frame = await deskOf(page, scene.appUrl)
  if (decisions > 0)
    await chooseSpam(frame)
  for (let decision = 0; decision < decisions; decision += 1) {
    await whenLoaded(frame)
    await page.keyboard.press('Space')
    await until(frame, `window.deskTimes.playing.length > ${decision}`)
    await page.keyboard.press('a')
    await until(frame, `window.deskTimes.next.length > ${decision}`)
  }
  // The cast: the value is what the watch inside the page has written.
  const times = await frame.evaluate('window.deskTimes') as DeskTimes
  await page.context().close()
  return times
}

/** The frame once the desk in it can be used. */
async function deskOf(page: Page, appUrl: string): Promise<Frame> {
  const deadlineAt = performance.now() + 60_000
  while (performance.now() < deadlineAt) {
    const frame = ownFrames(page, appUrl).find(one => new URL(one.url()).searchParams.get('page') === 'review')
    if (frame && await frame.evaluate('window.deskTimes?.usable > 0').catch(() => false))
      return frame
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error('The desk never became usable')
}

/** Verdicts that wait, and the hand away from the button: a space on it would press it. */
async function chooseSpam(frame: Frame): Promise<void> {
  await frame.locator('[data-filter="spam"]').click()
  await frame.locator('[data-focus] [data-decide="accept"]').waitFor()
  await frame.locator('[data-focus] h2').first().click({ position: { x: 200, y: 5 } })
}

/** A person listens before he decides: by then the recording in focus and the next one are there. */
function whenLoaded(frame: Frame): Promise<void> {
  return until(frame, `[...document.querySelectorAll('[data-player] audio')].length > 1 && [...document.querySelectorAll('[data-player] audio')].every(audio => audio.readyState >= 2)`)
}

async function until(frame: Frame, condition: string): Promise<void> {
  const deadlineAt = performance.now() + 30_000
  while (!await frame.evaluate(condition)) {
    if (performance.now() > deadlineAt)
      throw new Error(`Waited in vain for ${condition}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN)
}
