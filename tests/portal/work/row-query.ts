import type { MethodAnswer } from '../rest/method.ts'
import { integerOf, listOf, recordOf, textOf } from './input.ts'
import { parseTime } from './iso-time.ts'

type Cell = string | number | boolean | null | readonly (string | number)[]

/** A column that can be filtered and sorted; times are ms. */
export interface Column<T> {
  kind: 'number' | 'text' | 'flag' | 'time'
  read: (row: T) => Cell
}

/** Columns by the name callers use. */
export type Columns<T> = Record<string, Column<T>>

/** Size of a page of the classic lists. */
export const pageSize = 50

const operators = ['!><', '><', '>=', '<=', '!=%', '!%', '=%', '%=', '!@', '!=', '>', '<', '@', '%', '=', '!'] as const

/**
 * Rows that fit every condition of a classic filter (`>=ID`, `%TITLE`, lists mean "one of"). Unknown names are left out,
 * as the classic methods do.
 */
export function rowFilter<T>(filter: unknown, columns: Columns<T>, timeZone: string): (row: T) => boolean {
  const tests = Object.entries(recordOf(filter) ?? {}).flatMap(([key, value]) => {
    const operator = operators.find(one => key.startsWith(one)) ?? '='
    const name = (key.startsWith(operator) ? key.slice(operator.length) : key).toUpperCase()
    const column = columns[name]
    return column ? [conditionOf(operator, column, value, timeZone)] : []
  })
  return row => tests.every(test => test(row))
}

function conditionOf<T>(operator: string, column: Column<T>, value: unknown, timeZone: string): (row: T) => boolean {
  const wanted = (Array.isArray(value) || recordOf(value) ? listOf(value) : [value]).map(one => cellOf(column, one, timeZone))
  const [first = null] = wanted
  const isNegative = operator.startsWith('!')
  const kernel = isNegative ? operator.slice(1) : operator
  return (row) => {
    const cells = cellsOf(column.read(row))
    return fits(kernel, cells, wanted, first) !== isNegative
  }
}

function fits(operator: string, cells: Cell[], wanted: Cell[], first: Cell): boolean {
  switch (operator) {
    case '>': return cells.some(cell => compareCells(cell, first) > 0)
    case '>=': return cells.some(cell => compareCells(cell, first) >= 0)
    case '<': return cells.some(cell => compareCells(cell, first) < 0)
    case '<=': return cells.some(cell => compareCells(cell, first) <= 0)
    case '><': return cells.some(cell => compareCells(cell, first) >= 0 && compareCells(cell, wanted[1] ?? null) <= 0)
    case '%':
    case '%=':
    case '=%': return cells.some(cell => wanted.some(one => contains(cell, one)))
    default: return cells.some(cell => wanted.some(one => compareCells(cell, one) === 0))
  }
}

function contains(cell: Cell, part: Cell): boolean {
  return String(cell ?? '').toLowerCase().includes(String(part ?? '').replaceAll('%', '').toLowerCase())
}

function cellsOf(cell: Cell): Cell[] {
  return Array.isArray(cell) ? [...cell] : [cell]
}

/** The filter's value in the kind of its column. */
function cellOf<T>(column: Column<T>, value: unknown, timeZone: string): Cell {
  if (value === null || value === undefined || value === '')
    return column.kind === 'text' ? '' : null
  if (column.kind === 'flag')
    return value === true || /^(?:y|1|true)$/i.test(textOf(value))
  if (column.kind === 'time')
    return parseTime(value, timeZone) ?? Number.NaN
  return column.kind === 'number' ? Number(value) : textOf(value)
}

/** Negative, zero or positive; empty cells come first, what cannot be compared is never equal. */
function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null)
    return a === b ? 0 : a === null ? -1 : 1
  if (typeof a === 'number' && typeof b === 'number')
    return a - b
  const [left, right] = [String(a), String(b)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** Sorting by `{ID: 'DESC'}`; unknown names are left out, the fallback decides when nothing is left. */
export function rowOrder<T>(order: unknown, columns: Columns<T>, fallback: Record<string, string>): (a: T, b: T) => number {
  const asked = orderParts(order, columns)
  const parts = asked.length > 0 ? asked : orderParts(fallback, columns)
  return (a, b) => {
    for (const { column, sign } of parts) {
      const difference = compareCells(cellsOf(column.read(a))[0] ?? null, cellsOf(column.read(b))[0] ?? null)
      if (difference !== 0)
        return difference * sign
    }
    return 0
  }
}

function orderParts<T>(order: unknown, columns: Columns<T>): { column: Column<T>, sign: number }[] {
  return Object.entries(recordOf(order) ?? {}).flatMap(([name, direction]) => {
    const column = columns[name.toUpperCase()]
    return column ? [{ column, sign: /^desc/i.test(textOf(direction)) ? -1 : 1 }] : []
  })
}

/** One page from `start`; -1 means "the first page, not counted". */
export function pageOf<T>(rows: readonly T[], start: unknown, toRow: (row: T) => unknown, size = pageSize): Omit<MethodAnswer, 'result'> & { result: unknown[] } {
  const asked = integerOf(start) ?? 0
  const from = Math.max(0, asked)
  const result = rows.slice(from, from + size).map(toRow)
  if (asked < 0)
    return { result }
  return { result, total: rows.length, ...(from + size < rows.length ? { next: from + size } : {}) }
}

/** The chosen keys of a row in its own order; everything for an empty choice or `*`. */
export function pick(row: Record<string, unknown>, select: unknown): Record<string, unknown> {
  const names = listOf(select).map(name => textOf(name).toUpperCase())
  if (names.length === 0 || names.includes('*'))
    return row
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name.toUpperCase())))
}
