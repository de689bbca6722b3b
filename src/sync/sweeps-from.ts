import type { Portal } from '../store/portals.ts'

/** Clocks of the portal and ours may differ by so much, and a change may be visible a moment late. */
export const OVERLAP_MS = 120_000

/** Changes from this moment on are found by sweeps; what is older is the past, read by the backfill. ms since the epoch. */
export function sweepsFrom(portal: Pick<Portal, 'installedAt' | 'createdAt'>): number {
  return (portal.installedAt ?? portal.createdAt) - OVERLAP_MS
}
