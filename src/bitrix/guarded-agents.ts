import type { LookupAddress, LookupOptions } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { lookup as resolve } from 'node:dns'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { PrivateAddressError } from './portal-errors.ts'
import { isForbiddenAddress, isPrivateAddress, literalAddress } from './private-address.ts'

/** Connections that only reach allowed addresses. */
export interface GuardedAgents {
  http: HttpAgent
  https: HttpsAgent
  /**
   * Judges the host of an address before it is called: names are judged again when they are resolved.
   * @throws PrivateAddressError for a spelled-out private address, or for plain http in a public network
   */
  check: (address: string, method: string) => void
  close: () => void
}

/** Resolves a name to all its addresses; `dns.lookup` in life. */
export type ResolveName = typeof resolve

/** `dns.lookup` that fails when one of the addresses is refused. */
export function judgedLookup(isRefused: (address: string) => boolean, resolveName: ResolveName = resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true } as LookupOptions & { all: true }, (error, found) => {
      const addresses: LookupAddress[] = error ? [] : found
      if (error || addresses.length === 0)
        return callback(error ?? new Error('no address'), '', 0)
      if (addresses.some(({ address }) => isRefused(address)))
        return callback(new PrivateAddressError(hostname, { method: 'lookup' }), '', 0)
      if (options.all)
        return callback(null, addresses)
      const first = addresses[0] as LookupAddress
      callback(null, first.address, first.family)
    })
  }
}

/**
 * Agents that resolve a name once per connection, refuse it when any of its addresses is private, and connect to exactly
 * the address they judged: a name cannot change its mind between the check and the call.
 */
export function createGuardedAgents(options: { allowPrivateHosts: boolean }): GuardedAgents {
  // Even where private hosts are allowed, metadata of clouds and link-local addresses are nobody's portal.
  const isRefused = options.allowPrivateHosts ? isForbiddenAddress : isPrivateAddress
  const settings = { keepAlive: true, maxSockets: 32, lookup: judgedLookup(isRefused) }
  const http = new HttpAgent(settings)
  const https = new HttpsAgent(settings)
  return {
    http,
    https,
    check(address, method) {
      const url = new URL(address)
      const literal = literalAddress(url.hostname)
      const isPlain = url.protocol !== 'https:' && !options.allowPrivateHosts
      if (isPlain || (literal !== null && isRefused(literal)))
        throw new PrivateAddressError(url.hostname, { method })
    },
    close() {
      http.destroy()
      https.destroy()
    },
  }
}
