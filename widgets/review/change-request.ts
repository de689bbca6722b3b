import type { ChangeChoices } from '../../src/contracts/api/review-lists.schema.ts'
import type { VerdictLabel } from '../../src/domain/verdict.ts'

/** A change as it is typed; an empty text means "all". */
export interface TypedChange { words: string, sourceId: string, utmCampaign: string, label: VerdictLabel | '', reason: string, clientKey: string }

/** Nothing typed yet. The key is made once, so that a second sending of the same change adds nothing. */
export function emptyChange(newKey: () => string = () => crypto.randomUUID()): TypedChange {
  return { words: '', sourceId: '', utmCampaign: '', label: '', reason: '', clientKey: newKey() }
}

/** The reasons on offer for the chosen verdict; none before one is chosen. */
export function reasonsOf({ reasons }: Pick<ChangeChoices, 'reasons'>, label: TypedChange['label']): ChangeChoices['reasons'] {
  return reasons.filter(reason => reason.label === label)
}

/** The change as the server takes it; a reason left over from another verdict is dropped. */
export function toRequest({ words, sourceId, utmCampaign, label, reason, clientKey }: TypedChange, choices: Pick<ChangeChoices, 'reasons'>): object {
  const isOffered = reasonsOf(choices, label).some(({ code }) => code === reason)
  return { words, sourceId: sourceId || null, utmCampaign: utmCampaign.trim() || null, label: label || null, reason: isOffered ? reason : null, clientKey }
}
