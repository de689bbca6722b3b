import type { Route } from './route.ts'
import { safeDecode } from './exchange.ts'

/** The route of a request with what its expression caught. */
export interface RouteMatch {
  route: Route
  captures: Record<string, string>
}

/** Looks up whole paths in a table first, then expressions in their order. */
export function createRouter(routes: Route[]): (method: string, path: string) => RouteMatch | 'other method' | undefined {
  const fixed = new Map<string, Route[]>()
  const patterns = routes.filter(route => typeof route.path !== 'string')
  for (const route of routes) {
    if (typeof route.path === 'string')
      fixed.set(route.path, [...(fixed.get(route.path) ?? []), route])
  }
  return (method, path) => {
    const candidates = fixed.get(path) ?? []
    const exact = candidates.find(route => accepts(route, method))
    if (exact)
      return { route: exact, captures: {} }
    let isOtherMethod = candidates.length > 0
    for (const route of patterns) {
      const caught = matchWhole(route.path as RegExp, path)
      if (caught && accepts(route, method))
        return { route, captures: caught }
      isOtherMethod ||= caught !== undefined
    }
    return isOtherMethod ? 'other method' : undefined
  }
}

function accepts(route: Route, method: string): boolean {
  return route.method === 'ANY' || route.method === method || (method === 'HEAD' && route.method === 'GET')
}

function matchWhole(expression: RegExp, path: string): Record<string, string> | undefined {
  expression.lastIndex = 0
  const match = expression.exec(path)
  if (match?.[0].length !== path.length)
    return undefined
  const caught: Record<string, string> = {}
  match.forEach((text, index) => {
    if (index > 0 && text !== undefined)
      caught[String(index)] = safeDecode(text)
  })
  for (const [name, text] of Object.entries(match.groups ?? {})) {
    if (text !== undefined)
      caught[name] = safeDecode(text)
  }
  return caught
}
