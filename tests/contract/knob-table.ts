import { z } from 'zod'
import { knobWords } from '../portal/host/words/knobs.ts'
import { knobValuesSchema } from '../portal/knobs/knob-values.ts'

/** What the schema says about one knob. */
interface KnobShape {
  type?: string
  enum?: unknown[]
  anyOf?: { const?: unknown }[]
  minimum?: number
  maximum?: number
  default?: unknown
}

/** The table of knobs in docs/portal.md: name, values, default, meaning, in the order of the schema. */
export function knobTable(): string {
  const shapes = Object.entries(z.toJSONSchema(knobValuesSchema, { io: 'input' }).properties as Record<string, KnobShape>)
  const rows = shapes.map(([name, shape]) => `| \`${name}\` | ${valuesOf(shape)} | \`${JSON.stringify(shape.default)}\` | ${knobWords[name]?.[1] ?? ''} |`)
  return ['| Knob | Values | Default | What it does |', '|---|---|---|---|', ...rows].join('\n')
}

function valuesOf({ type, enum: choices, anyOf, minimum, maximum }: KnobShape): string {
  const fixed = choices ?? anyOf?.map(one => one.const)
  if (fixed)
    return fixed.map(choice => `\`${JSON.stringify(choice)}\``).join(', ')
  if (type === 'number' || type === 'integer')
    return maximum === undefined ? `a number from ${minimum ?? 0}` : `${minimum ?? 0} to ${maximum}`
  return { boolean: '`true`, `false`', array: 'a list', string: 'text' }[type ?? ''] ?? ''
}
