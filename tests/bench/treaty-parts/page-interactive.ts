import type { Frame, Page } from 'playwright-core'
import type { SpineScene } from '../../support/spine-scene.ts'
import { openSpineScene, ownFrames, staff } from '../../support/spine-scene.ts'

/** Medians in ms since the frame's navigation began, on a processor slowed down four times. */
export interface PageTimes {
  /** The page's own shape is painted: bar and paper, or their skeleton. */
  page_drawn_ms_4x: number
  /** The first step's inputs take what is typed. Budget 1500. */
  page_interactive_ms_4x: number
  /** Nothing is left to be drawn: every step of the funnel, and the paper down to its signatures. */
  page_whole_ms_4x: number
}

type Moment = 'drawn' | 'interactive' | 'whole'

const RUNS = 5
const SLOWDOWN = 4
/** The slowdown reaches the page's own process only, so the frame must live in it. */
const ONE_PROCESS = ['--disable-site-isolation-trials', '--disable-features=IsolateOrigins,site-per-process,OriginKeyedProcessesByDefault']

/** Marks the moments inside the page's own document, after the frame that shows them was painted. */
const marks = `(() => {
  const seen = {}
  const mark = name => {
    if (seen[name]) return
    seen[name] = true
    requestAnimationFrame(() => setTimeout(() => { (window.paintedAt ??= {})[name] = performance.now() }))
  }
  const look = () => {
    if (document.querySelector('.page > *')) mark('drawn')
    if (document.querySelector('.panel__fields:not([disabled]) input')) mark('interactive')
    if (document.querySelector('.signed') && document.querySelectorAll('.panel .card').length === document.querySelectorAll('.funnel > li').length) mark('whole')
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
})()`

/** The workshop opened by the head of marketing from the menu of our own pages, median of five. */
export async function measurePage(): Promise<PageTimes> {
  const scene = await openSpineScene({ signed: false, browserFlags: ONE_PROCESS })
  try {
    const times: Record<Moment, number>[] = []
    for (let index = 0; index < RUNS; index += 1)
      times.push(await openOnce(scene))
    return { page_drawn_ms_4x: median(times.map(time => time.drawn)), page_interactive_ms_4x: median(times.map(time => time.interactive)), page_whole_ms_4x: median(times.map(time => time.whole)) }
  }
  finally {
    await scene.close()
  }
}

async function openOnce(scene: SpineScene): Promise<Record<Moment, number>> {
  const { page } = await scene.logIn(staff.cmo)
  await page.addInitScript(marks)
  const home = await scene.openHome(page)
  const link = home.getByRole('link', { name: 'Договор' })
  await link.waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  await link.click()
  const times = await whenPainted(page, scene.appUrl)
  await page.context().close()
  return times
}

/** Asks from outside: the page's own rules let no script be put together inside it. */
async function whenPainted(page: Page, appUrl: string): Promise<Record<Moment, number>> {
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, 100))
    for (const frame of ownFrames(page, appUrl).filter(isTreaty)) {
      // The cast: the value is what the script above has written.
      const times = await frame.evaluate('window.paintedAt ?? {}') as Partial<Record<Moment, number>>
      if (times.drawn !== undefined && times.interactive !== undefined && times.whole !== undefined) {
        return { drawn: times.drawn, interactive: times.interactive, whole: times.whole }
      }
    }
  }
}

function isTreaty(frame: Frame): boolean {
  return new URL(frame.url()).searchParams.get('page') === 'treaty'
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN)
}
