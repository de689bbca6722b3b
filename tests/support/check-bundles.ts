import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { measureBundles, overBudget } from './measure-bundles.ts'

/** Part of `npm run check`: fails when a built page is over its budget. */
const sizes = measureBundles(fileURLToPath(new URL('../../dist/widgets', import.meta.url)))
for (const [page, size] of Object.entries(sizes))
  console.log(`${page.padEnd(16)} js ${size.js_gzip_kib} KiB, css ${size.css_gzip_kib} KiB`)
const complaints = overBudget(sizes)
for (const complaint of complaints)
  console.error(complaint)
process.exitCode = complaints.length > 0 || Object.keys(sizes).length === 0 ? 1 : 0
