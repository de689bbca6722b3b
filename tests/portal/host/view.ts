import type { Actor } from '../crm/actor.ts'
import type { Exchange, Route } from '../http/route.ts'
import type { PortalUser } from '../people/people.ts'
import type { Portal } from '../portal.ts'
import type { Html } from './html.ts'
import type { Language, Words } from './words/words.ts'
import { RestError } from '../rest/rest-error.ts'
import { layout } from './layout.ts'
import { problem, refusalWords } from './problem.ts'
import { isOwnPage, sessionLanguage, sessionUser } from './session.ts'
import { wordsOf } from './words/words.ts'

/** One request of a logged-in person, with all a page needs to draw itself. */
export interface View {
  exchange: Exchange
  portal: Portal
  user: PortalUser
  /** The person as the one who acts; through no application. */
  actor: Actor
  language: Language
  words: Words
  /** The page stands inside a slider: no menu around it. */
  isInSlider: boolean
}

/** A drawn page. */
export interface Page {
  title: string
  /** Address of the left menu's item that is current. */
  menu?: string
  content: Html
  /** Status of the answer. @default 200 */
  status?: number
}

/** Headers of every page: own scripts only; frames of applications may come from anywhere. */
export const pageHeaders = {
  'Content-Security-Policy': 'default-src \'self\'; style-src \'self\' \'unsafe-inline\'; img-src \'self\' data: https:; media-src \'self\'; frame-src *; frame-ancestors \'self\'; base-uri \'none\'; object-src \'none\'',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'same-origin',
}

/** A page for logged-in people; others are sent to the log in and come back afterwards. */
export function pageRoute(path: string | RegExp, draw: (view: View) => Page | Promise<Page>): Route {
  return {
    method: 'GET',
    path,
    async handle(exchange) {
      const view = viewOf(exchange)
      if (!view)
        return exchange.redirect(`/?next=${encodeURIComponent(exchange.url.pathname + exchange.url.search)}`)
      const page = await drawOrExplain(view, draw)
      exchange.html(layout(view, page).text, page.status ?? 200, pageHeaders)
    },
  }
}

/** A piece of a page, drawn anew while the page stays. */
export function pieceRoute(path: string | RegExp, draw: (view: View) => Html | Promise<Html>): Route {
  return {
    method: 'GET',
    path,
    handle: exchange => guarded(exchange, async view => exchange.html((await draw(view)).text, 200, { 'Cache-Control': 'no-store' })),
  }
}

/** Data for the browser modules. */
export function dataRoute(path: string | RegExp, find: (view: View) => unknown): Route {
  return { method: 'GET', path, handle: exchange => guarded(exchange, async view => exchange.json(await find(view))) }
}

/** A change asked for by the browser modules as JSON; a refusal is answered with its status and words. */
export function actionRoute(path: string | RegExp, run: (view: View, input: Record<string, unknown>) => unknown): Route {
  return {
    method: 'POST',
    path,
    handle: exchange => guarded(exchange, async (view) => {
      if (!isOwnPage(exchange))
        throw new RestError(403, 'FOREIGN_ORIGIN', view.words('error.foreignOrigin'))
      exchange.json(await run(view, await exchange.body()) ?? {})
    }),
  }
}

/** A change asked for by an ordinary form; answers with the address of the page to see next. */
export function formRoute(path: string | RegExp, run: (view: View, input: Record<string, unknown>) => string | Promise<string>): Route {
  return {
    method: 'POST',
    path,
    async handle(exchange) {
      const view = viewOf(exchange)
      if (!view || !isOwnPage(exchange))
        return exchange.redirect('/', 303)
      try {
        exchange.redirect(await run(view, await exchange.body()), 303)
      }
      catch (error) {
        const page = problem(view, error)
        exchange.html(layout(view, page).text, page.status ?? 500, pageHeaders)
      }
    },
  }
}

async function drawOrExplain(view: View, draw: (view: View) => Page | Promise<Page>): Promise<Page> {
  try {
    return await draw(view)
  }
  catch (error) {
    return problem(view, error)
  }
}

async function guarded(exchange: Exchange, run: (view: View) => Promise<void>): Promise<void> {
  const view = viewOf(exchange)
  if (!view)
    return exchange.json({ error: 'NO_SESSION', message: '' }, 401)
  try {
    await run(view)
  }
  catch (error) {
    if (!(error instanceof RestError))
      throw error
    exchange.json({ error: error.code, message: refusalWords(view, error), ...error.extra }, error.status < 400 ? 400 : error.status)
  }
}

function viewOf(exchange: Exchange): View | undefined {
  const user = sessionUser(exchange)
  if (!user)
    return undefined
  const language = sessionLanguage(exchange, user)
  return {
    exchange,
    portal: exchange.portal,
    user,
    actor: { kind: 'user', userId: user.id, appId: null },
    language,
    words: wordsOf(language),
    isInSlider: exchange.url.searchParams.get('IFRAME') === 'Y',
  }
}
