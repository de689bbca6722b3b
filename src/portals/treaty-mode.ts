import type { SessionAnswer } from '../contracts/api/session.schema.ts'
import type { Portal } from '../store/portals.ts'
import type { TreatyRepository } from '../store/treaties.ts'

/**
 * Whether the gate corrects or only observes: it enforces when a signed version is in force in a classic CRM and nobody,
 * neither a person nor the brake, has stopped it.
 */
export async function treatyMode(treaties: Pick<TreatyRepository, 'inForce'>, portal: Portal, at: number): Promise<SessionAnswer['treaty']> {
  const version = await treaties.inForce(portal.portalId, at)
  const isStopped = portal.gatePausedAt !== null || portal.brakeTrippedAt !== null || portal.crmMode !== 'classic'
  return { mode: version !== null && !isStopped ? 'enforce' : 'observe', versionNo: version?.versionNo ?? null }
}
