import { BlockList, isIP } from 'node:net'

const blocked = new BlockList()
const ranges: [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['::1', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]
for (const [network, prefix, family] of ranges)
  blocked.addSubnet(network, prefix, family)

const forbidden = new BlockList()
const forbiddenRanges: typeof ranges = [
  ['169.254.0.0', 16, 'ipv4'],
  ['100.100.100.200', 32, 'ipv4'],
  ['168.63.129.16', 32, 'ipv4'],
  ['192.0.0.192', 32, 'ipv4'],
  ['0.0.0.0', 8, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fd00:ec2::254', 128, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
]
for (const [network, prefix, family] of forbiddenRanges)
  forbidden.addSubnet(network, prefix, family)

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** True for what no server of a customer can be, not even in a private network: metadata of clouds, link-local, multicast, nowhere. */
export function isForbiddenAddress(address: string): boolean {
  return isListed(forbidden, address)
}

/** True for this machine itself, and for text that is no address. */
export function isLoopbackAddress(address: string): boolean {
  return isListed(loopback, address)
}

/** True for an address no public portal can have: loopback, private, link-local, carrier, multicast, translated or reserved. */
export function isPrivateAddress(address: string): boolean {
  return isListed(blocked, address) || isListed(forbidden, address)
}

/** Text that is no address counts as listed. */
function isListed(list: BlockList, address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '')
  const version = isIP(bare)
  // A block list also judges ::ffff:10.0.0.1 by its IPv4 part.
  return version === 0 || list.check(bare, version === 4 ? 'ipv4' : 'ipv6')
}

/** The address a URL's host spells out, without brackets; null for a name that must be resolved. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return isIP(bare) === 0 ? null : bare
}
