import type { ItemNativeIds } from '../../domain/native-values.ts'
import { z } from 'zod'
import { toMinorUnits } from '../../domain/money.ts'
import { NATIVE_FIELD_NAMES } from '../../domain/native-values.ts'
import { restFlag, restId, restInstant, restInstantOrNull, restInt, restNumber, restOptionIds, restText } from './rest-scalars.schema.ts'

const shared = {
  id: restInt,
  stageId: z.string(),
  assignedById: restId,
  createdBy: restId,
  updatedBy: restId,
  movedBy: restId,
  createdTime: restInstant,
  updatedTime: restInstant,
  movedTime: restInstantOrNull,
  sourceId: restText,
  utmSource: restText,
  utmMedium: restText,
  utmCampaign: restText,
  utmContent: restText,
  utmTerm: restText,
  opportunity: restNumber.nullish(),
  currencyId: restText,
  contactId: restId,
  companyId: restId,
  isReturnCustomer: restFlag,
  stageSemanticId: z.unknown().optional(),
}

const natives = {
  [NATIVE_FIELD_NAMES.verdict]: restOptionIds,
  [NATIVE_FIELD_NAMES.warmth]: restOptionIds,
  [NATIVE_FIELD_NAMES.reason]: restOptionIds,
  [NATIVE_FIELD_NAMES.review]: restOptionIds,
  [NATIVE_FIELD_NAMES.criteria]: restOptionIds,
  [NATIVE_FIELD_NAMES.card]: restText,
}

const leadRowSchema = z.object({ ...shared, ...natives, dateClosed: restInstantOrNull })

const dealRowSchema = z.object({
  ...shared,
  ...natives,
  categoryId: restInt,
  leadId: restId,
  closed: restFlag,
  closedate: restInstantOrNull,
})

/** Names to select for a lead. With `useOriginalUfNames` our own fields keep their upper-case names. */
export const LEAD_SELECT: readonly string[] = Object.keys(leadRowSchema.shape)

/** Names to select for a deal. */
export const DEAL_SELECT: readonly string[] = Object.keys(dealRowSchema.shape)

/** A lead of `crm.item.list` / `crm.item.get` (entityTypeId 1), renamed. Its pipeline is always 0. */
export const leadSchema = leadRowSchema.transform(row => ({
  ...sharedReading(row),
  entityTypeId: 1 as const,
  pipelineId: 0,
  leadId: null,
  closedAt: row.dateClosed,
}))

/** A deal of `crm.item.list` / `crm.item.get` (entityTypeId 2), renamed. */
export const dealSchema = dealRowSchema.transform(row => ({
  ...sharedReading(row),
  entityTypeId: 2 as const,
  pipelineId: row.categoryId,
  leadId: row.leadId,
  closedAt: row.closed ? row.closedate : null,
}))

/** A lead or deal as read, our own fields still by option id. */
export type ItemRow = (z.infer<typeof leadSchema> | z.infer<typeof dealSchema>) & {
  /** Product category; absent when it was not asked for. */
  categoryKey?: string | null
}

/** The result of `crm.item.list`; the rows are parsed by kind, one by one, so that one broken row does not stop the others. */
export const itemListResultSchema = z.object({ items: z.preprocess(value => value ?? [], z.array(z.unknown())) })

type SharedRow = z.infer<z.ZodObject<typeof shared & typeof natives>>

function sharedReading(row: SharedRow) {
  return {
    itemId: row.id,
    stageId: row.stageId,
    semantic: semanticOf(row.stageSemanticId),
    assignedBy: row.assignedById,
    createdBy: row.createdBy,
    updatedBy: row.updatedBy,
    movedBy: row.movedBy,
    createdAt: row.createdTime,
    updatedAt: row.updatedTime,
    movedAt: row.movedTime,
    sourceId: row.sourceId,
    utmSource: row.utmSource,
    utmMedium: row.utmMedium,
    utmCampaign: row.utmCampaign,
    utmContent: row.utmContent,
    utmTerm: row.utmTerm,
    amountMinor: row.opportunity == null ? null : toMinorUnits(row.opportunity, row.currencyId),
    currency: row.currencyId,
    contactId: row.contactId,
    companyId: row.companyId,
    isReturnCustomer: row.isReturnCustomer,
    nativeIds: nativeIdsOf(row),
  }
}

function nativeIdsOf(row: SharedRow): ItemNativeIds {
  return {
    verdict: row[NATIVE_FIELD_NAMES.verdict][0] ?? null,
    warmth: row[NATIVE_FIELD_NAMES.warmth][0] ?? null,
    reason: row[NATIVE_FIELD_NAMES.reason][0] ?? null,
    review: row[NATIVE_FIELD_NAMES.review][0] ?? null,
    criteria: row[NATIVE_FIELD_NAMES.criteria],
    card: row[NATIVE_FIELD_NAMES.card],
  }
}

/** In progress is `P` on an item, but null, `process` or nothing elsewhere. */
function semanticOf(value: unknown): 'P' | 'S' | 'F' {
  return value === 'S' || value === 'F' ? value : 'P'
}
