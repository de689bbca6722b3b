import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** What a page costs on the wire before it is usable, gzip KiB; chunks loaded later (charts) do not count. */
export interface PageSize { js_gzip_kib: number, css_gzip_kib: number }

const kib = (bytes: number): number => Math.round(bytes / 102.4) / 10

/** Files that a built page loads at once: its own script and styles, and what those import statically. */
function firstLoad(dist: string, html: string): Set<string> {
  const names = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(match => match[1] ?? '')
  const files = new Set(names(html, /(?:src|href)="\/widgets\/([^"]+\.(?:js|css))"/g))
  for (const file of files) {
    if (!file.endsWith('.js'))
      continue
    const folder = file.slice(0, file.lastIndexOf('/') + 1)
    for (const imported of names(readFileSync(`${dist}/${file}`, 'utf8'), /(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      files.add(folder + imported)
  }
  return files
}

/** Sizes of all built pages, keyed by page name. @param dist folder of the built widgets */
export function measureBundles(dist: string): Record<string, PageSize> {
  const pages = readdirSync(dist, { withFileTypes: true }).filter(entry => entry.isDirectory() && readdirSync(`${dist}/${entry.name}`).includes('index.html'))
  return Object.fromEntries(pages.map(({ name }) => {
    const files = [...firstLoad(dist, readFileSync(`${dist}/${name}/index.html`, 'utf8'))]
    const size = (ending: string): number => files.filter(file => file.endsWith(ending)).reduce((sum, file) => sum + gzipSync(readFileSync(`${dist}/${file}`), { level: 9 }).length, 0)
    return [name, { js_gzip_kib: kib(size('.js')), css_gzip_kib: kib(size('.css')) }]
  }))
}

/** Budgets of the pages, gzip KiB; `*` is every page not named. */
const budgets: Record<string, PageSize> = {
  'feedback-field': { js_gzip_kib: 35, css_gzip_kib: 3 },
  'kpi': { js_gzip_kib: 310, css_gzip_kib: 35 },
  '*': { js_gzip_kib: 230, css_gzip_kib: 35 },
}

/** One sentence for each page over its budget; empty when all is well. */
export function overBudget(sizes: Record<string, PageSize>): string[] {
  return Object.entries(sizes).flatMap(([page, size]) => {
    const budget = budgets[page] ?? budgets['*']!
    return (['js_gzip_kib', 'css_gzip_kib'] as const)
      .filter(kind => size[kind] > budget[kind])
      .map(kind => `${page}: ${kind} is ${size[kind]}, its budget is ${budget[kind]}. Load what is not needed at first later, or leave it out.`)
  })
}
