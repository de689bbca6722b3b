import type { Html } from './html.ts'
import { raw } from './html.ts'

const strokes = {
  analytics: 'M4 20V10m6 10V4m6 16v-7m4 7H2',
  app: 'M5 5h5v5H5zm9 0h5v5h-5zM5 14h5v5H5zm9 0h5v5h-5z',
  bell: 'M18 9a6 6 0 1 0-12 0c0 6-2 7-2 7h16s-2-1-2-7M10 20h4',
  call: 'M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3c0 2-1.5 3-3 3C10 21 3 14 3 6c0-1.5 1-3 3-3z',
  check: 'M5 12l5 5 9-10',
  close: 'M6 6l12 12M18 6L6 18',
  comment: 'M4 5h16v11H9l-5 4z',
  deal: 'M3 8h18v11H3zM9 8V5h6v3',
  dots: 'M5 12h.01M12 12h.01M19 12h.01',
  duplicate: 'M8 8h12v12H8zM4 16V4h12',
  history: 'M12 7v5l3 2M4 12a8 8 0 1 0 3-6L4 8V4',
  import: 'M12 4v11m-4-4l4 4 4-4M4 20h16',
  kanban: 'M4 4h4v16H4zm6 0h4v10h-4zm6 0h4v13h-4z',
  knobs: 'M4 7h10m4 0h2M4 17h2m4 0h10M14 4v6M8 14v6',
  lead: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 4-6 8-6s8 2 8 6',
  list: 'M4 6h16M4 12h16M4 18h16',
  market: 'M4 9l1-5h14l1 5M4 9h16v11H4zM9 13h6',
  menu: 'M4 6h16M4 12h16M4 18h16',
  plus: 'M12 5v14M5 12h14',
  settings: 'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 2v3m0 14v3M2 12h3m14 0h3M5 5l2 2m10 10 2 2M19 5l-2 2M7 17l-2 2',
  task: 'M4 4h16v16H4zM8 12l3 3 5-6',
} as const

export type IconName = keyof typeof strokes

/** A decorative line drawing, 20 px, in the colour of its text; hidden from screen readers. */
export function icon(name: IconName): Html {
  const width = name === 'dots' ? 3.2 : 1.8
  return raw(`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="${strokes[name]}"/></svg>`)
}
