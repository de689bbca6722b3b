import type { Route } from '../../http/route.ts'
import { entityOf } from '../card/entity.ts'
import { localPath } from '../service/session-routes.ts'
import { isOwnPage, sessionUser } from '../session.ts'
import { columnsCookie } from './list-columns.ts'

/** Keeps a person's columns of a list in a cookie of this browser. */
export function chooseColumns(path: RegExp): Route {
  return {
    method: 'POST',
    path,
    async handle(exchange) {
      const input = await exchange.body()
      const names = (Array.isArray(input.columns) ? input.columns : []).map(String).filter(name => /^\w+$/.test(name))
      const next = localPath(input.next, '/crm/lead/list/')
      if (!sessionUser(exchange) || !isOwnPage(exchange))
        return exchange.redirect('/', 303)
      exchange.redirect(next, 303, { 'Set-Cookie': `${columnsCookie(entityOf(exchange.captures.slug))}=${names.join('~')}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000` })
    },
  }
}
