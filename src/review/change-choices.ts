import type { ChangeChoices } from '../contracts/api/review-lists.schema.ts'
import type { TreatyDocument } from '../domain/treaty.ts'
import type { Words } from '../domain/words.ts'
import type { StoreScope } from '../store/store.ts'
import type { ReviewDeps } from './review-ports.ts'
import { reasonsFor } from '../domain/completeness.ts'
import { isVerdictLabel, VERDICT_LABELS } from '../domain/verdict.ts'

/** Reasons of a portal's treaty. */
export interface KnownReasons {
  /** Those of the text in force, as a change can be about them. */
  readonly offered: ChangeChoices['reasons']
  /** Their words, also of reasons that a newer version dropped; null when no version names it. */
  readonly wordsOf: (label: string | null, reason: string | null) => Words | null
}

/** Reads the reasons of the text in force, and remembers those of the versions before it. */
export async function readReasons({ treaties, now }: Pick<ReviewDeps, 'treaties' | 'now'>, portalId: number): Promise<KnownReasons> {
  const asked = await treaties.asked(portalId, now())
  const texts = [...(asked ? [asked.document] : []), ...(await treaties.signed(portalId)).map(({ document }) => document).reverse()]
  return {
    offered: asked ? VERDICT_LABELS.flatMap(label => reasonsFor(label, asked.document).map(({ code, words }) => ({ label, code, words }))) : [],
    wordsOf: (label, reason) => label !== null && reason !== null && isVerdictLabel(label) ? wordsIn(texts, label, reason) : null,
  }
}

function wordsIn(texts: readonly TreatyDocument[], label: typeof VERDICT_LABELS[number], reason: string): Words | null {
  for (const text of texts) {
    const found = reasonsFor(label, text).find(({ code }) => code === reason)
    if (found)
      return found.words
  }
  return null
}

/** What whoever notes a change may choose from: sources by the names people know, and reasons. */
export async function readChoices(store: Pick<StoreScope, 'sourceNames'>, portalId: number, reasons: KnownReasons): Promise<ChangeChoices> {
  const sources = [...await store.sourceNames.names(portalId)].map(([id, name]) => ({ id, name }))
  return { sources: sources.sort((one, other) => one.name.localeCompare(other.name, 'ru')), reasons: [...reasons.offered] }
}
