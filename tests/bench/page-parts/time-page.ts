import type { Page } from 'playwright-core'
import type { SpineScene } from '../../support/spine-scene.ts'
import { ownFrames } from '../../support/spine-scene.ts'

/** A page of ours, how a person gets to it, and what must be there for each moment (an expression inside the page). */
export interface TimedPage<Moment extends string> {
  userId: number
  /** Words of its link on the home page. */
  link: string
  /** Its name in the address. */
  name: string
  moments: Readonly<Record<Moment, string>>
}

const RUNS = 5
const SLOWDOWN = 4
const PATIENCE_MS = 60_000

/** The slowdown reaches the page's own process only, so the frame must live in it. */
export const ONE_PROCESS = ['--disable-site-isolation-trials', '--disable-features=IsolateOrigins,site-per-process,OriginKeyedProcessesByDefault']

/** Opened five times from the home page with a cold cache, on a processor slowed down four times: medians in ms since the frame's navigation began. */
export async function timePage<Moment extends string>(scene: SpineScene, timed: TimedPage<Moment>): Promise<Record<Moment, number>> {
  const runs: Partial<Record<Moment, number>>[] = []
  for (let index = 0; index < RUNS; index += 1)
    runs.push(await openOnce(scene, timed))
  // The casts: the names are those of the moments.
  const names = Object.keys(timed.moments) as Moment[]
  return Object.fromEntries(names.map(name => [name, median(runs.map(run => run[name] ?? Number.NaN))])) as Record<Moment, number>
}

async function openOnce<Moment extends string>(scene: SpineScene, timed: TimedPage<Moment>): Promise<Partial<Record<Moment, number>>> {
  const { page } = await scene.logIn(timed.userId)
  await page.addInitScript(marks(timed.moments))
  const home = await scene.openHome(page)
  const link = home.getByRole('link', { name: timed.link })
  await link.waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  await link.click()
  const times = await whenPainted(page, scene.appUrl, timed)
  await page.context().close()
  return times
}

/** Notes the moments inside the page's own document, after the frame that shows them was painted. */
function marks(moments: Readonly<Record<string, string>>): string {
  const looks = Object.entries(moments).map(([name, condition]) => `if (${condition}) mark('${name}')`).join('\n    ')
  return `(() => {
  const seen = {}
  const mark = name => {
    if (seen[name]) return
    seen[name] = true
    requestAnimationFrame(() => setTimeout(() => { (window.paintedAt ??= {})[name] = performance.now() }))
  }
  const look = () => {
    ${looks}
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true })
})()`
}

/** Asks from outside: the page's own rules let no script be put together inside it. */
async function whenPainted<Moment extends string>(page: Page, appUrl: string, { name, moments }: TimedPage<Moment>): Promise<Partial<Record<Moment, number>>> {
  const names = Object.keys(moments) as Moment[]
  for (const endAt = performance.now() + PATIENCE_MS; performance.now() < endAt;) {
    await new Promise(resolve => setTimeout(resolve, 100))
    for (const frame of ownFrames(page, appUrl).filter(one => new URL(one.url()).searchParams.get('page') === name)) {
      // The cast: the value is what the script above has written.
      const times = await frame.evaluate('window.paintedAt ?? {}') as Partial<Record<Moment, number>>
      if (names.every(moment => times[moment] !== undefined))
        return times
    }
  }
  throw new Error(`The page ${name} was not whole after ${PATIENCE_MS / 1000} s.`)
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN)
}
