import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { LONGEST_WAIT_MS } from '../longest-wait.ts'
import { at } from './row-values.ts'

/**
 * What was put off may be taken again. Something put off further than anything ever is was written by a clock that went wrong and has
 * since been put right: it is due too, or it would wait for as long as the clock was ahead.
 */
export function isDue(column: 'd.not_before_at' | 'i.not_before_at' | 'not_before_at', now: number): RawBuilder<boolean> {
  const name = sql.ref(column)
  return sql<boolean>`(${name} is null or ${name} <= ${at(now)} or ${name} > ${at(now + LONGEST_WAIT_MS)})`
}
