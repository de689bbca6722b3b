import type { Exchange, Route } from '../http/route.ts'
import { z } from 'zod'

const clockSchema = z.object({ shiftMs: z.number().int() }).strict()
const tokensSchema = z.object({ do: z.enum(['expire', 'revoke']) }).strict()

/**
 * What a test or the knob page turns from outside:
 * `/_knobs` (GET all, POST some), `/_knobs/reset`, `/_violations` (GET), `/_violations/clear`, `/_clock` (GET now, POST
 * `{"shiftMs"}`), `/_robots` (GET, the robots and what they sent to clients), `/_tokens` (POST `{"do":"expire"|"revoke"}`), `/_events/idle` (GET, answers when all queues are empty).
 */
export const controlRoutes: Route[] = [
  { method: 'GET', path: '/_knobs', handle: exchange => exchange.json(exchange.portal.knobs.all()) },
  { method: 'POST', path: '/_knobs', handle: turnKnobs },
  { method: 'POST', path: '/_knobs/reset', handle: resetKnobs },
  { method: 'GET', path: '/_violations', handle: exchange => exchange.json(exchange.portal.violations.list()) },
  { method: 'POST', path: '/_violations/clear', handle: clearViolations },
  { method: 'GET', path: '/_clock', handle: exchange => exchange.json({ now: exchange.portal.clock.now() }) },
  { method: 'POST', path: '/_clock', handle: shiftClock },
  { method: 'GET', path: '/_robots', handle: showRobots },
  { method: 'POST', path: '/_tokens', handle: spoilTokens },
  { method: 'GET', path: '/_events/idle', handle: waitForEvents },
]

async function turnKnobs(exchange: Exchange): Promise<void> {
  const problems = exchange.portal.knobs.apply(await exchange.body())
  exchange.json(problems.length > 0 ? { problems } : exchange.portal.knobs.all(), problems.length > 0 ? 400 : 200)
}

function resetKnobs(exchange: Exchange): void {
  exchange.portal.knobs.reset()
  exchange.json(exchange.portal.knobs.all())
}

function clearViolations(exchange: Exchange): void {
  exchange.portal.violations.clear()
  exchange.json([])
}

async function shiftClock(exchange: Exchange): Promise<void> {
  const wanted = clockSchema.safeParse(await exchange.body())
  if (!wanted.success) {
    exchange.json({ problems: ['shiftMs: whole milliseconds'] }, 400)
    return
  }
  exchange.portal.clock.shift(wanted.data.shiftMs)
  exchange.json({ now: exchange.portal.clock.now() })
}

function showRobots(exchange: Exchange): void {
  const { robots } = exchange.portal.crm
  exchange.json({ robots: robots.list(), clientMessages: robots.allClientMessages(), items: robots.messagedItems() })
}

async function spoilTokens(exchange: Exchange): Promise<void> {
  const wanted = tokensSchema.safeParse(await exchange.body())
  if (!wanted.success) {
    exchange.json({ problems: ['do: expire or revoke'] }, 400)
    return
  }
  const { tokens } = exchange.portal
  if (wanted.data.do === 'expire')
    tokens.expireAll()
  else
    tokens.revokeAll()
  exchange.json({ done: wanted.data.do })
}

async function waitForEvents(exchange: Exchange): Promise<void> {
  await exchange.portal.events.idle()
  exchange.json({ idle: true })
}
