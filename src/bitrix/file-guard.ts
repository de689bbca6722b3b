import type { Agent as HttpAgent } from 'node:http'
import type { ResolveName } from './guarded-agents.ts'
import { Agent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { judgedLookup } from './guarded-agents.ts'
import { PrivateAddressError } from './portal-errors.ts'
import { isForbiddenAddress, isLoopbackAddress, isPrivateAddress, literalAddress } from './private-address.ts'

/** Says where a file may be fetched from. */
export interface FileGuard {
  /**
   * The agent that fetches this address; it judges names again when they are resolved and connects to what it judged.
   * @throws PrivateAddressError
   */
  judge: (url: URL, portalOrigin: string) => HttpAgent
  close: () => void
}

/**
 * Recordings may lie anywhere an outside telephony says, so strangers are judged more strictly than the portal itself: https and public
 * addresses only; with private hosts allowed also a private network, but never this machine. Metadata of clouds is refused to everybody.
 */
export function createFileGuard({ allowPrivateHosts, resolveName }: { allowPrivateHosts: boolean, resolveName?: ResolveName }): FileGuard {
  const isRefusedHere = allowPrivateHosts ? isForbiddenAddress : isPrivateAddress
  const isRefusedThere = (address: string): boolean => isRefusedHere(address) || isLoopbackAddress(address)
  const agents = (isRefused: (address: string) => boolean) => {
    const settings = { keepAlive: true, maxSockets: 128, maxFreeSockets: 16, lookup: judgedLookup(isRefused, resolveName) }
    return { isRefused, http: new Agent(settings), https: new HttpsAgent(settings) }
  }
  const own = agents(isRefusedHere)
  const foreign = agents(isRefusedThere)
  return {
    judge(url, portalOrigin) {
      const { isRefused, http, https } = url.origin === portalOrigin ? own : foreign
      const literal = literalAddress(url.hostname)
      const isKnownScheme = url.protocol === 'https:' || (url.protocol === 'http:' && allowPrivateHosts)
      if (!isKnownScheme || (literal !== null && isRefused(literal)))
        throw new PrivateAddressError(url.hostname, { method: 'file' })
      return url.protocol === 'https:' ? https : http
    },
    close() {
      for (const { http, https } of [own, foreign]) {
        http.destroy()
        https.destroy()
      }
    },
  }
}
