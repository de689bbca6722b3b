import type { Opening } from '../contracts/api/opening.schema.ts'

/**
 * The built page with what it may know at once: `<script type="application/json" id="opening">` and the language of the
 * viewer. A data block is never run, and no text in it can end it early.
 */
export function renderPage(html: string, opening: Opening): string {
  const json = JSON.stringify(opening).replace(/[<>&\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const block = `<script type="application/json" id="opening">${json}</script>`
  return html
    .replace(/<html lang="[a-z-]*"/, () => `<html lang="${opening.language}"`)
    .replace('</head>', () => `${block}\n</head>`)
}
