import { z } from 'zod'

/** A number with the name of the list behind it; null = it has no list, or the viewer may not open it. */
export const openNumberSchema = z.object({ value: z.number(), list: z.string().nullable() })

/** A ratio; `value` is null when its denominator is empty: shown as "–". */
export const openRatioSchema = z.object({
  /** Code of the definition. */
  code: z.string(),
  value: z.number().nullable(),
  numerator: openNumberSchema,
  denominator: openNumberSchema,
})

/** Data of a room that has none yet: review, money, activities. */
export const noDataSchema = z.object({ state: z.literal('no_data') })

/** Qualification accuracy: 1 − overturned ÷ reviewed, from the audit sample; other reviews apart. */
export const accuracySchema = z.union([noDataSchema, z.object({
  state: z.literal('ready'),
  /** Null when nothing was reviewed. */
  value: z.number().nullable(),
  reviewed: openNumberSchema,
  overturned: openNumberSchema,
  /** Changed because the head of sales was silent: reviewed, not overturned. */
  bySilence: openNumberSchema,
  /** Wilson 95 %; null when nothing was reviewed. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** False under 20 reviews: shown grey, without a place. */
  isRanked: z.boolean(),
  others: z.object({ value: z.number().nullable(), reviewed: openNumberSchema, overturned: openNumberSchema }),
})])

/** What a side kept of what it promised: answers on time ÷ answers due. */
export const promiseSchema = z.union([noDataSchema, z.object({
  state: z.literal('ready'),
  onTime: openRatioSchema,
  /** Due and without any answer; null where it is not told apart. */
  unanswered: openNumberSchema.nullable(),
})])

/** Questions raised by what happened, never a punishment. */
export const signalsSchema = z.union([noDataSchema, z.object({ state: z.literal('ready'), total: z.number(), kinds: z.array(z.object({ kind: z.string(), signals: z.number() })) })])

/** Target share of a span of days; `to` is the day after the last one. */
const effectSideSchema = z.object({ from: z.string(), to: z.string(), targetShare: openRatioSchema })

/** Before a change of marketing and since; a question worth asking, no proof. */
export const changeEffectSchema = z.object({ before: effectSideSchema, after: effectSideSchema })

/** What marketing changed, youngest first. */
export const changesSchema = z.union([noDataSchema, z.object({
  state: z.literal('ready'),
  changes: z.array(z.object({
    changeId: z.number(),
    /** Source id of the portal; null = all. */
    sourceId: z.string().nullable(),
    /** What people call it. */
    sourceName: z.string().nullable(),
    campaign: z.string().nullable(),
    label: z.string().nullable(),
    reason: z.string().nullable(),
    words: z.string().nullable(),
    happenedAt: z.number(),
    effect: changeEffectSchema,
  })),
})])

/** Percentiles in ms; null where nothing ended. */
export const openTimeSchema = z.object({
  code: z.string(),
  ended: openNumberSchema,
  p50Ms: z.number().nullable(),
  p75Ms: z.number().nullable(),
  p90Ms: z.number().nullable(),
})

/** On which rows and rules an answer stands. */
export const basisSchema = z.object({
  view: z.enum(['cohort', 'period']),
  from: z.string(),
  to: z.string(),
  /** `kept`: from sums; `exact`: from the facts themselves, because no sum knows this combination or it is being renewed. */
  way: z.enum(['kept', 'exact']),
  /** When figures were last brought up to date; null = never. */
  refreshedAt: z.number().nullable(),
  /** Changed items that are still to be worked out. */
  pending: z.number(),
  /** The facts are being made anew: numbers are not whole yet. */
  isBuilding: z.boolean(),
  /** The treaty version the targets are from: in force at the period's end. */
  versionNo: z.number().nullable(),
  /** Whom the viewer sees: everybody, or himself and his people. */
  scope: z.enum(['all', 'own']),
})

/** One point of a trend: a week by its first day. */
export const trendPointSchema = z.object({ week: z.string(), numerator: z.number(), denominator: z.number(), value: z.number().nullable() })

/** The verdicts of a set; the six parts add up to the items. */
export const mixSchema = z.object({
  items: openNumberSchema,
  qualified: openNumberSchema,
  off_target: openNumberSchema,
  spam: openNumberSchema,
  unproven: openNumberSchema,
  no_verdict: openNumberSchema,
  still_trying: openNumberSchema,
})

const kpis = { targetShare: openRatioSchema, conversion: openRatioSchema, coverage: openRatioSchema }

/** A step and the loss to the next one. Traffic steps have no items. */
export const stepSchema = z.object({
  code: z.string(),
  words: z.object({ ru: z.string(), en: z.string() }),
  side: z.enum(['marketing', 'sales']),
  owner: z.string(),
  binding: z.enum(['stages', 'traffic', 'activity']),
  /** Items that reached the step or a later one; null where there are no data yet. */
  reached: openNumberSchema.nullable(),
  /** Of the first step with items. */
  shareOfFirst: z.number().nullable(),
  /** Items that got no further; null for the last step. */
  lost: openNumberSchema.nullable(),
  lostShare: z.number().nullable(),
  /** Spend lost with them. */
  lostMoney: noDataSchema,
})

/** GET /api/figures/overview */
export const overviewAnswerSchema = z.object({
  basis: basisSchema,
  ...kpis,
  onTime: openRatioSchema,
  targets: z.object({ targetSharePercent: z.number(), conversionPercent: z.number(), cycleDays: z.number() }).nullable(),
  /** Verdicts that may still change. */
  unsettled: openNumberSchema,
  /** qualified of all, won of qualified, won without: the conversion is the first times the second plus the third. Cohort view only. */
  terms: z.array(openRatioSchema),
  time: openTimeSchema,
  mix: mixSchema,
  trends: z.object({ targetShare: z.array(trendPointSchema), conversion: z.array(trendPointSchema) }),
  biggestDropOff: stepSchema.nullable(),
  revenue: z.object({ amountMinor: z.number(), currency: z.string(), foreignDeals: z.number() }),
  /** From when the youngest item is mature; null = no items. Until then the cohort is shown hatched. */
  matureAt: z.number().nullable(),
  isMature: z.boolean(),
  /** For a rep: the same of all reps of his department, without lists. */
  team: z.object(kpis).nullable(),
  accuracy: accuracySchema,
  cost: noDataSchema,
})

/** GET /api/figures/comparison: the equal span before, as it was at the same age. */
export const comparisonAnswerSchema = z.object({
  basis: basisSchema,
  seenAt: z.number(),
  ...kpis,
  items: z.number(),
  time: openTimeSchema,
})

/** GET /api/figures/funnel */
export const funnelAnswerSchema = z.object({ basis: basisSchema, steps: z.array(stepSchema), handoffAfter: z.string().nullable(), biggest: z.string().nullable() })

/** A row by source, campaign or rep. */
export const groupRowSchema = z.object({
  /** What the row stands for, as filters take it; empty or 0 = none. */
  key: z.union([z.string(), z.number()]),
  /** What people read; null = none, or a person who is gone. */
  name: z.string().nullable(),
  mix: mixSchema,
  ...kpis,
})

/** GET /api/figures/sources: source × campaign, campaigns under their source. */
export const sourcesAnswerSchema = z.object({
  basis: basisSchema,
  total: groupRowSchema,
  sources: z.array(groupRowSchema.extend({ campaigns: z.array(groupRowSchema), trend: z.array(trendPointSchema), costPerTarget: noDataSchema })),
})

/** GET /api/figures/reps */
export const repsAnswerSchema = z.object({
  basis: basisSchema,
  total: groupRowSchema,
  reps: z.array(groupRowSchema.extend({ isActive: z.boolean(), response: openTimeSchema, accuracy: accuracySchema, signals: signalsSchema })),
})

/** GET /api/figures/speed */
export const speedAnswerSchema = z.object({
  basis: basisSchema,
  whole: openTimeSchema,
  steps: z.array(openTimeSchema.extend({ step: z.string(), words: z.object({ ru: z.string(), en: z.string() }), waiting: openNumberSchema })),
  handoffWait: openTimeSchema.extend({ waiting: openNumberSchema, endedWithout: openNumberSchema }),
  firstTouch: z.union([noDataSchema, openTimeSchema.extend({ waiting: openNumberSchema })]),
})

/** GET /api/figures/marketing: what the two sides owe each other. */
export const marketingAnswerSchema = z.object({
  basis: basisSchema,
  response: promiseSchema,
  /** Rulings of the head of sales. */
  rulings: promiseSchema,
  accuracy: accuracySchema,
  changes: changesSchema,
  salesOnTime: openRatioSchema,
  salesResponse: openTimeSchema,
})

/** GET /api/figures/ledger */
export const figuresLedgerAnswerSchema = z.object({
  basis: basisSchema,
  holeRate: openRatioSchema,
  breaches: openNumberSchema,
  /** Younger than a day and not corrected yet: neither holes nor not. */
  pending: openNumberSchema,
  wouldHaveBeen: openNumberSchema,
  routes: z.array(z.object({ route: z.string(), breaches: openNumberSchema, holes: openNumberSchema })),
})

/** One row of a list; `accessible` false = listed as «Лид 1042 — нет доступа», the rest is empty. */
export const listRowSchema = z.object({
  entityTypeId: z.number(),
  itemId: z.number(),
  accessible: z.boolean(),
  createdAt: z.number().nullable(),
  source: z.string().nullable(),
  campaign: z.string().nullable(),
  rep: z.object({ id: z.number(), name: z.string().nullable() }).nullable(),
  label: z.string().nullable(),
  reason: z.string().nullable(),
  dueAt: z.number().nullable(),
  verdictAt: z.number().nullable(),
  wonAt: z.number().nullable(),
  revenueMinor: z.number().nullable(),
  /** Why the item is gone from the portal: an event told, a merge into another lead, or nobody knows; null = it is there. */
  gone: z.enum(['deleted', 'merged', 'unknown']).nullable(),
  isRepeat: z.boolean(),
  /** Of spans: from, to and length; of breaches: the time of the move. */
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  durationMs: z.number().nullable(),
  route: z.string().nullable(),
})

/** GET /api/figures/list: `total` equals the number that was opened. */
export const listAnswerSchema = z.object({
  unit: z.string(),
  title: z.object({ ru: z.string(), en: z.string() }),
  total: z.number(),
  rows: z.array(listRowSchema),
  nextCursor: z.string().nullable(),
})

/** GET /api/figures/definitions */
export const definitionsAnswerSchema = z.array(z.object({
  code: z.string(),
  name: z.object({ ru: z.string(), en: z.string() }),
  words: z.object({ ru: z.string(), en: z.string() }),
  /** `dimension`: not a figure but what its rows are told apart by. */
  shape: z.enum(['ratio', 'count', 'duration', 'money', 'dimension']),
  unit: z.string(),
}))

export type OpenNumber = z.infer<typeof openNumberSchema>
export type OpenRatio = z.infer<typeof openRatioSchema>
export type OpenTime = z.infer<typeof openTimeSchema>
export type AccuracyAnswer = z.infer<typeof accuracySchema>
export type PromiseAnswer = z.infer<typeof promiseSchema>
export type AnswerBasis = z.infer<typeof basisSchema>
export type TrendPoint = z.infer<typeof trendPointSchema>
export type VerdictMix = z.infer<typeof mixSchema>
export type FunnelStepAnswer = z.infer<typeof stepSchema>
export type OverviewAnswer = z.infer<typeof overviewAnswerSchema>
export type ComparisonAnswer = z.infer<typeof comparisonAnswerSchema>
export type FunnelAnswer = z.infer<typeof funnelAnswerSchema>
export type GroupRow = z.infer<typeof groupRowSchema>
export type ChangeEffect = z.infer<typeof changeEffectSchema>
export type SourcesAnswer = z.infer<typeof sourcesAnswerSchema>
export type RepsAnswer = z.infer<typeof repsAnswerSchema>
export type SpeedAnswer = z.infer<typeof speedAnswerSchema>
export type MarketingAnswer = z.infer<typeof marketingAnswerSchema>
export type FiguresLedgerAnswer = z.infer<typeof figuresLedgerAnswerSchema>
export type ListRow = z.infer<typeof listRowSchema>
export type ListAnswer = z.infer<typeof listAnswerSchema>
export type DefinitionsAnswer = z.infer<typeof definitionsAnswerSchema>
