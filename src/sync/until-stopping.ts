import type { PortalClient, PortalClients } from '../bitrix/portal-client.ts'

/** The process is asked to end: nothing more is asked of a portal. */
export class StoppingError extends Error {
  constructor() {
    super('The process ends; this goes on after the next start.')
    this.name = 'StoppingError'
  }
}

/**
 * The same clients for work that may break off between two requests: from the moment the process stops, the next one throws
 * `StoppingError` instead of being sent. What is under way gets its answer.
 */
export function untilStopping(clients: PortalClients, isStopping: () => boolean): PortalClients {
  async function ask<Answer>(send: () => Promise<Answer>): Promise<Answer> {
    if (isStopping())
      throw new StoppingError()
    return send()
  }
  return {
    forPortal(portalId): PortalClient {
      const client = clients.forPortal(portalId)
      return {
        call: (method, params, options) => ask(() => client.call(method, params, options)),
        page: (method, params, options) => ask(() => client.page(method, params, options)),
        batch: (rows, options) => ask(() => client.batch(rows, options)),
      }
    },
    close: () => clients.close(),
  }
}
