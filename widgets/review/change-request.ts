import type { VerdictLabel } from '../../src/domain/verdict.ts'

/** A change as it is typed; an empty text means "all". */
export interface TypedChange { words: string, sourceId: string, utmCampaign: string, label: VerdictLabel | '', clientKey: string }

/** Nothing typed yet. The key is made once, so that a second sending of the same change adds nothing. */
export function emptyChange(newKey: () => string = () => crypto.randomUUID()): TypedChange {
  return { words: '', sourceId: '', utmCampaign: '', label: '', clientKey: newKey() }
}

/** The change as the server takes it. */
export function toRequest({ words, sourceId, utmCampaign, label, clientKey }: TypedChange): object {
  return { words, sourceId: sourceId.trim() || null, utmCampaign: utmCampaign.trim() || null, label: label || null, clientKey }
}
