import type { FrameOrigins } from '../http/frame-origins.ts'
import type { PortalRepository } from '../store/portals.ts'

/** Frame origins out of the portal records: asked for each page, so that a rename or an uninstall counts at once. */
export function storedFrameOrigins(portals: Pick<PortalRepository, 'findByMemberId'>): FrameOrigins {
  return {
    async originOf(memberId) {
      const portal = await portals.findByMemberId(memberId)
      return portal === null || portal.status === 'locked' || portal.status === 'removed' ? null : portal.origin
    },
  }
}
