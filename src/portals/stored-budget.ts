import type { BudgetState, BudgetStore } from '../bitrix/budget-store.ts'
import type { BudgetRepository } from '../store/budget.ts'
import { z } from 'zod'

const levelsSchema = z.object({ people: z.number(), gate: z.number(), background: z.number() })

const stateSchema = z.object({
  levels: levelsSchema,
  levelAt: z.number(),
  blockedUntil: z.number(),
  askedAt: levelsSchema,
  crowdedUntil: z.number().default(0),
  crowdedForMs: z.number().default(0),
  operating: z.record(z.string(), z.object({ usedSec: z.number(), resetAt: z.number(), blockedUntil: z.number() })),
})

/** The budget as it stands; null before the first call, or when an older version wrote it. */
export async function readStoredBudget(budget: Pick<BudgetRepository, 'read'>, portalId: number): Promise<BudgetState | null> {
  const parsed = stateSchema.safeParse(await budget.read(portalId))
  return parsed.success ? parsed.data satisfies BudgetState : null
}

/** The shared budget over the store; a row of an older shape starts anew, which costs at most one burst. */
export function storedBudget(budget: BudgetRepository): BudgetStore {
  return {
    update: (portalId, change) => budget.update(portalId, (stored, at) => {
      const parsed = stateSchema.safeParse(stored)
      return change(parsed.success ? parsed.data satisfies BudgetState : null, at)
    }),
  }
}
