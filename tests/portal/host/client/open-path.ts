/** A path a frame wants to see in a slider, with the width its dummy prefix stands for; or the reason why not. */
export type OpenPath = { path: string, widthPx: number | null } | { errorCode: 'PATH_NOT_AVAILABLE' }

const allowed = /^\/(?:crm\/(?:deal|lead|contact|company|type)|marketplace|company\/personal\/user\/\d+|workgroups\/group\/\d+)\//

/** Dummy beginnings, each undone by `..` steps, by which the vendor's script chooses a width; the widest match first. */
const widths: [prefix: string, widthPx: number][] = [
  ['/crm/type/0/details/0/../', 1640],
  ['/company/personal/user/0/groups/create/../', 1200],
  ['/crm/company/requisite/0/../', 950],
  ['/workgroups/group/0/card/../', 900],
]

/** Resolves the prefix and checks that the page may be shown in a slider. */
export function resolveOpenPath(path: unknown, origin: string): OpenPath {
  if (typeof path !== 'string' || !path.startsWith('/') || path.startsWith('//'))
    return { errorCode: 'PATH_NOT_AVAILABLE' }
  const address = new URL(path, origin)
  if (address.origin !== origin || !allowed.test(address.pathname))
    return { errorCode: 'PATH_NOT_AVAILABLE' }
  const widthPx = widths.find(([prefix]) => path.startsWith(prefix))?.[1] ?? null
  return { path: address.pathname + address.search + address.hash, widthPx }
}
