import type { RestTrouble } from '../knobs/knob-values.ts'
import type { Portal } from '../portal.ts'

/**
 * The trouble a call of `method` shall suffer now, or undefined. A trouble limited by `times` is used up by asking.
 */
export function nextTrouble({ knobs, random }: Pick<Portal, 'knobs' | 'random'>, method: string): RestTrouble | undefined {
  const troubles = knobs.get('restTroubles')
  const trouble = troubles.find(({ method: pattern, times }) => times !== 0 && fitsPattern(method, pattern))
  if (!trouble || (trouble.share < 1 && random() >= trouble.share))
    return undefined
  if (trouble.times !== null)
    knobs.set('restTroubles', troubles.map(other => other === trouble ? { ...other, times: (other.times ?? 1) - 1 } : other))
  return trouble
}

const expressions = new Map<string, RegExp>()

/** Whether a method name fits a pattern with `*`; case does not count. */
export function fitsPattern(method: string, pattern: string): boolean {
  let expression = expressions.get(pattern)
  if (!expression) {
    const literal = pattern.split('*').map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    expression = new RegExp(`^${literal.join('.*')}$`, 'i')
    expressions.set(pattern, expression)
  }
  return expression.test(method)
}
