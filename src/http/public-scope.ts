import type { FastifyInstance } from 'fastify'
import staticFiles from '@fastify/static'
import underPressure from '@fastify/under-pressure'
import { refuseExceeded } from './session-guard.ts'

/** Rules for what people open: pages, assets and the API. The event receiver stands outside: a refused event is lost. */
export interface PublicScopeOptions {
  /** Folder of the built widgets. */
  widgetsDir: string
  /** Requests a minute from one address: an office behind one address opens many cards. */
  perAddress: number
}

/** Opens a scope that sheds load when the event loop lags and limits each address; `register` adds its routes. */
export async function openPublicScope(app: FastifyInstance, options: PublicScopeOptions, register: (scope: FastifyInstance) => void | Promise<void>): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(underPressure, { maxEventLoopDelay: 2_000, retryAfter: 5 })
    const perAddress = scope.createRateLimit({ max: options.perAddress, timeWindow: 60_000, keyGenerator: request => `address ${request.ip}` })
    scope.addHook('onRequest', async request => refuseExceeded(await perAddress(request)))
    await scope.register(staticFiles, {
      root: options.widgetsDir,
      prefix: '/widgets/',
      index: false,
      list: false,
      dotfiles: 'deny',
      // Pages are answered by their own routes, with what they may know; here are their scripts and styles.
      allowedPath: path => /\.(?:js|css|svg|png|woff2|ico)$/.test(path),
      // The build has put `.br` and `.gz` beside them.
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
    })
    await register(scope)
  })
}
