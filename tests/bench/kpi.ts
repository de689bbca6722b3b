import { openSpineScene, staff } from '../support/spine-scene.ts'
import { ONE_PROCESS, timePage } from './page-parts/time-page.ts'

/** Leads of the portal whose figures are opened. */
const LEADS = 1_000

/**
 * `npm run bench -- kpi --json`: the page of shared figures opened by the head of sales, medians in ms since the frame's navigation
 * began, on a processor slowed down four times. Interactive: numbers stand there and open their lists; goal 3000. Whole: the chart is
 * drawn and every box has its content.
 */
export async function run(): Promise<object> {
  const scene = await openSpineScene({ leads: LEADS, browserFlags: ONE_PROCESS })
  try {
    await scene.settle()
    const { drawn, interactive, whole } = await timePage(scene, { userId: staff.rop, link: 'Показатели', name: 'kpi', moments: {
      drawn: `document.querySelector('.page > *, [role=tablist]')`,
      interactive: `document.querySelector('[role=tablist] button:not([disabled])') && document.querySelector('[data-figure="target_share"] .open-number')`,
      whole: `document.querySelector('#kpi-panel canvas[width]') && !document.querySelector('#kpi-panel [aria-busy=true]')`,
    } })
    return { leads: LEADS, page_drawn_ms_4x: drawn, page_interactive_ms_4x: interactive, page_whole_ms_4x: whole }
  }
  finally {
    await scene.close()
  }
}
