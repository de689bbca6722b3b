import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PlacementPost } from '../contracts/posts/placement-post.schema.ts'
import type { FrameOrigins } from './frame-origins.ts'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { placementPostSchema } from '../contracts/posts/placement-post.schema.ts'
import { languageFor } from '../domain/words.ts'
import { HttpError } from './http-error.ts'
import { pagePolicy } from './page-security.ts'
import { renderPage } from './render-page.ts'

/** A page of ours, and the address it has. */
export interface PageRoute {
  path: string
  /** Folder below `dist/widgets`, or how to choose it. */
  page: string | ((post: PlacementPost, query: Record<string, unknown>) => string)
  /** True for pages without the vendor's kit. */
  isLean?: boolean
  /** Runs before the page is answered to a POST; what it throws is the answer. */
  before?: (post: PlacementPost) => Promise<void>
}

/** What pages need. */
export interface PageRoutesOptions {
  /** Folder of the built pages. */
  widgetsDir: string
  origins: FrameOrigins
  /** Told about every POST that carries a portal; must not fail and is not waited for. */
  onOpening: (post: PlacementPost) => void
}

/** Registers pages for POST (the portal opens them so), GET and HEAD (the market looks at them so). */
export function registerPages(app: FastifyInstance, routes: readonly PageRoute[], options: PageRoutesOptions): void {
  const readHtml = createPageReader(options.widgetsDir)
  for (const route of routes) {
    app.route({
      method: ['GET', 'HEAD', 'POST'],
      url: route.path,
      handler: (request, reply) => answerPage(request, reply, route),
    })
  }

  async function answerPage(request: FastifyRequest, reply: FastifyReply, route: PageRoute): Promise<FastifyReply> {
    const post = placementPostSchema.parse({ ...asFields(request.query), ...asFields(request.body) })
    if (request.method === 'POST') {
      await route.before?.(post)
      if (post.memberId !== null)
        options.onOpening(post)
    }
    const html = await readHtml(typeof route.page === 'string' ? route.page : route.page(post, asFields(request.query)))
    const portalOrigin = post.memberId === null ? null : await options.origins.originOf(post.memberId)
    return reply
      .header('content-security-policy', pagePolicy({ portalOrigin, inlineStyles: route.isLean !== true }))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(renderPage(html, {
        placement: post.placement,
        options: post.options,
        language: languageFor(post.language),
        memberId: post.memberId ?? '',
        domain: post.domain ?? '',
      }))
  }
}

/** Reads a built page once and again after each build. */
function createPageReader(widgetsDir: string): (page: string) => Promise<string> {
  const known = new Map<string, { builtAt: number, html: string }>()
  return async (page) => {
    const path = join(widgetsDir, page, 'index.html')
    try {
      const { mtimeMs } = await stat(path)
      const cached = known.get(page)
      if (cached?.builtAt === mtimeMs)
        return cached.html
      const html = await readFile(path, 'utf8')
      known.set(page, { builtAt: mtimeMs, html })
      return html
    }
    catch (cause) {
      throw new HttpError(503, 'page_not_built', 'This page has not been built on the server. Run the build of the widgets.', { cause })
    }
  }
}

function asFields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : {}
}
