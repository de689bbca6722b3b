/** How far judges agree about one question. A number is null where it is undefined and shown as "–". */
export interface Agreement {
  /** Cases all of them judged. */
  readonly cases: number
  /** Share of equal pairs of judgements. */
  readonly observed: number | null
  /** Cohen's kappa for two judges, Fleiss' for more. */
  readonly kappa: number | null
  /** Gwet's AC1 over the labels on offer. */
  readonly ac1: number | null
  /** Share of each label among all judgements; empty without cases. */
  readonly baseRates: Readonly<Record<string, number>>
}

/**
 * Agreement of the same judges in every case: a case is one judgement per judge, in the judges' order. Cases where somebody has not
 * judged are left out by the caller.
 * @param labels the labels on offer, at least two; those nobody used count too for AC1
 * @see figures.md, "agreement (calibration)"
 */
export function agreementOf(cases: readonly (readonly string[])[], labels: readonly string[]): Agreement {
  const judges = cases[0]?.length ?? 0
  if (cases.length === 0 || judges < 2)
    return { cases: cases.length, observed: null, kappa: null, ac1: null, baseRates: {} }
  const observed = mean(cases.map(equalPairs))
  const rates = labels.map(label => mean(cases.map(row => row.filter(one => one === label).length / judges)))
  const byChance = judges === 2 ? cohenChance(cases, labels) : sum(rates.map(rate => rate ** 2))
  const ac1Chance = sum(rates.map(rate => rate * (1 - rate))) / (labels.length - 1)
  return {
    cases: cases.length,
    observed,
    kappa: corrected(observed, byChance),
    ac1: corrected(observed, ac1Chance),
    baseRates: Object.fromEntries(labels.map((label, index) => [label, rates[index]!])),
  }
}

/** Below this share of equal pairs a criterion splits people. */
const CLEAR_FROM = 0.8

/** The criterion people agree about least, when they agree too little; null = all are clear enough. */
export function unclearOf(criteria: readonly { readonly code: string, readonly observed: number | null }[]): string | null {
  const [worst] = criteria.flatMap(({ code, observed }) => observed === null || observed >= CLEAR_FROM ? [] : [{ code, observed }]).sort((one, other) => one.observed - other.observed)
  return worst?.code ?? null
}

/** Share of equal pairs among the judgements of one case. */
function equalPairs(row: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const label of row)
    counts.set(label, (counts.get(label) ?? 0) + 1)
  return sum([...counts.values()].map(count => count * (count - 1))) / (row.length * (row.length - 1))
}

/** Two judges agree by chance as often as their own base rates say. */
function cohenChance(cases: readonly (readonly string[])[], labels: readonly string[]): number {
  return sum(labels.map(label => mean(cases.map(row => Number(row[0] === label))) * mean(cases.map(row => Number(row[1] === label)))))
}

function corrected(observed: number, chance: number): number | null {
  return 1 - chance < 1e-12 ? null : (observed - chance) / (1 - chance)
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
