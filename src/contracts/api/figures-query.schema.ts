import { z } from 'zod'

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** One value or several: `rep=7&rep=9`. */
function many<Value extends z.ZodType>(value: Value) {
  return z.preprocess(given => given === undefined || Array.isArray(given) ? given : [given], z.array(value).max(200).optional())
}

/** GET /api/figures/*: period, view and filters. Parts are joined by "and", values of one part by "or". */
export const figuresQuerySchema = z.object({
  /** First local day of the portal, `YYYY-MM-DD`. */
  from: date,
  /** The day after the last one. */
  to: date,
  /** `cohort`: items created in the period. `period`: things that happened in it. */
  view: z.enum(['cohort', 'period']).default('cohort'),
  /** Source ids of the portal; empty = no source. */
  source: many(z.string().max(255)),
  /** UTM campaigns, compared without case; empty = none. */
  campaign: many(z.string().max(1000)),
  /** User ids; 0 = nobody. */
  rep: many(z.coerce.number().int().min(0)),
  /** Departments with their children. */
  department: many(z.coerce.number().int().positive()),
  /** Product categories; empty = none. */
  category: many(z.string().max(255)),
  /** Treaty versions in force at creation; 0 = no treaty. */
  version: many(z.coerce.number().int().min(0)),
  /** Repeat items: all, none of them, or only them. */
  repeats: z.enum(['all', 'without', 'only']).default('all'),
})

/** Period, view and filters. */
export type FiguresQuery = z.infer<typeof figuresQuerySchema>

/** GET /api/figures/list: the rows behind one number, as its `list` names them. */
export const figuresListQuerySchema = figuresQuerySchema.extend({
  /** From the answer that showed the number. */
  list: z.string().regex(/^[a-z_]+(?:\.\w+){1,3}$/i).max(80),
  cursor: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
})

/** The rows behind one number. */
export type FiguresListQuery = z.infer<typeof figuresListQuerySchema>
