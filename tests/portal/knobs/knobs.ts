import type { z } from 'zod'
import type { KnobValues } from './knob-values.ts'
import { knobValuesSchema } from './knob-values.ts'

/** The switches for trouble. */
export interface Knobs {
  get: <K extends keyof KnobValues>(name: K) => KnobValues[K]
  set: <K extends keyof KnobValues>(name: K, value: KnobValues[K]) => void
  all: () => Readonly<KnobValues>
  /**
   * Turns several at once, from outside.
   * @returns what is wrong with the input; empty when all were turned. Nothing is turned when one is wrong.
   */
  apply: (input: unknown) => string[]
  /** Back to the values the portal started with. */
  reset: () => void
  /** Calls `listener` after every turn. */
  watch: (listener: () => void) => void
}

const changesSchema = knobValuesSchema.partial().strict()

/** What is wrong with one knob, e.g. `There is no knob "dropEvent"`. */
function sentence(issue: z.core.$ZodIssue): string {
  const place = issue.path.join('.')
  if (issue.code === 'unrecognized_keys' && place === '')
    return `There is no knob ${issue.keys.map(key => JSON.stringify(key)).join(', ')}; GET /_knobs lists them all`
  return `${place || 'The body'}: ${issue.message}`
}

/** Knobs at their defaults, some turned from the start. */
export function createKnobs(turned: Partial<KnobValues> = {}): Knobs {
  const initial: KnobValues = knobValuesSchema.parse(turned)
  const listeners: (() => void)[] = []
  let values = { ...initial }
  const turn = (changes: Partial<KnobValues>): void => {
    values = { ...values, ...changes }
    listeners.forEach(listener => listener())
  }
  return {
    get: name => values[name],
    set: (name, value) => turn({ [name]: value }),
    all: () => values,
    apply(input) {
      const parsed = changesSchema.safeParse(input)
      if (!parsed.success)
        return parsed.error.issues.map(sentence)
      const named = Object.keys(input as object)
      // The schema fills in defaults of knobs nobody named: those stay as they are.
      turn(Object.fromEntries(Object.entries(parsed.data).filter(([name]) => named.includes(name))))
      return []
    },
    reset: () => turn(initial),
    watch: (listener) => { listeners.push(listener) },
  }
}
