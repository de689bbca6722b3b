import type { TreatyDocument } from '../src/domain/treaty.ts'
import type { TreatyRepository } from '../src/store/treaties.ts'
import { treatyDocumentSchema } from '../src/contracts/treaty-document.schema.ts'
import { templateByCode } from '../src/treaty/templates/treaty-templates.ts'

/** What the native fields are made from: the version in force, else the draft, else the neutral template. */
export async function fieldWords(treaties: Pick<TreatyRepository, 'inForce' | 'latestDraft'>, portalId: number, now: number): Promise<Pick<TreatyDocument, 'criteria' | 'warmth' | 'reasons'>> {
  const version = await treaties.inForce(portalId, now) ?? await treaties.latestDraft(portalId)
  const parsed = version === null ? null : treatyDocumentSchema.safeParse(version.document)
  return parsed?.success ? parsed.data : templateByCode('neutral')
}
