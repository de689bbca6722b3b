import process from 'node:process'
import { createPortal } from '../portal/create-portal.ts'
import { seedDemo } from '../portal/demo/seed-demo.ts'

/** Tells so many leads (first word; 100,000 without it) in a process of its own and prints what that took: one line of JSON. */
const count = Number(process.argv[2] ?? 100_000)
const startedAt = performance.now()
const portal = createPortal({ seed: 1, knobs: {}, settings: { memberId: '0'.repeat(32), origin: 'http://127.0.0.1', oauthOrigin: 'http://127.0.0.1', language: 'ru', timeZone: 'Europe/Moscow', currency: 'RUB' } })
const { leads, deals } = seedDemo(portal, { leads: count, seed: 1 })
const seconds = (performance.now() - startedAt) / 1000
globalThis.gc?.()
const { rss, heapUsed } = process.memoryUsage()
process.stdout.write(`${JSON.stringify({ leads, deals, seconds, rssMb: rss / 1e6, heapMb: heapUsed / 1e6 })}\n`)
process.exit(0)
