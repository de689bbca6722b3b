import process from 'node:process'
import { startDemo } from './start-demo.ts'

/** `npm run demo`: a portal, the app in it, and half a year of a fictional company. Ends with Ctrl+C; nothing is kept. */
function number(name: string, fallback: number): number {
  const value = Number(process.env[name] ?? fallback)
  if (!Number.isSafeInteger(value) || value < 0) {
    process.stderr.write(`${name} must be a whole number, 0 or more.\n`)
    process.exit(1)
  }
  return value
}

process.stdout.write('Building pages and telling the story, about half a minute …\n')
const demo = await startDemo({ portalPort: number('PORTAL_PORT', 8080), appPort: number('APP_PORT', 3000), leads: number('DEMO_LEADS', 2000), language: process.env.DEMO_LANGUAGE === 'en' ? 'en' : 'ru' })
process.stdout.write(`ready portal=${demo.portalUrl} app=${demo.appUrl}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void demo.close().finally(() => process.exit(0)))
