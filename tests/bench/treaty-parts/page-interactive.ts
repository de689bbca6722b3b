import { openSpineScene, staff } from '../../support/spine-scene.ts'
import { ONE_PROCESS, timePage } from '../page-parts/time-page.ts'

/** Medians in ms since the frame's navigation began, on a processor slowed down four times. */
export interface PageTimes {
  /** The page's own shape is painted: bar and paper, or their skeleton. */
  page_drawn_ms_4x: number
  /** The first step's inputs take what is typed. Budget 1500. */
  page_interactive_ms_4x: number
  /** Nothing is left to be drawn: every step of the funnel, and the paper down to its signatures. */
  page_whole_ms_4x: number
}

/** The workshop opened by the head of marketing from the menu of our own pages. */
export async function measurePage(): Promise<PageTimes> {
  const scene = await openSpineScene({ signed: false, browserFlags: ONE_PROCESS })
  try {
    const { drawn, interactive, whole } = await timePage(scene, { userId: staff.cmo, link: 'Договор', name: 'treaty', moments: {
      drawn: `document.querySelector('.page > *')`,
      interactive: `document.querySelector('.panel__fields:not([disabled]) input')`,
      whole: `document.querySelector('.signed') && document.querySelectorAll('.panel .card').length === document.querySelectorAll('.funnel > li').length`,
    } })
    return { page_drawn_ms_4x: drawn, page_interactive_ms_4x: interactive, page_whole_ms_4x: whole }
  }
  finally {
    await scene.close()
  }
}
