import type { MatrixCell, TreatyDocument } from '../../src/domain/treaty.ts'
import { CRITERIA_OUTCOMES } from '../../src/domain/treaty.ts'
import { freshCode, removed } from './edit-lists.ts'

type Part = Partial<TreatyDocument>

/** A new level of warmth, coldest; its cells take the step of the level before it, so that the matrix stays whole. */
export function withWarmth({ warmth, matrix }: TreatyDocument): Part {
  const code = freshCode(warmth, 'warmth')
  const before = warmth.at(-1)?.code
  const cells = CRITERIA_OUTCOMES.map((criteria): MatrixCell => ({
    criteria,
    warmth: code,
    step: matrix.cells.find(cell => cell.criteria === criteria && cell.warmth === before)?.step ?? matrix.steps[0]?.code ?? '',
  }))
  return { warmth: [...warmth, { code, words: { ru: '', en: '' }, sign: '•' }], matrix: { ...matrix, cells: [...matrix.cells, ...cells] } }
}

/** Without a level of warmth and its cells. */
export function withoutWarmth({ warmth, matrix }: TreatyDocument, index: number): Part {
  const gone = warmth[index]?.code
  return { warmth: removed(warmth, index), matrix: { ...matrix, cells: matrix.cells.filter(cell => cell.warmth !== gone) } }
}

/** Without a next step; cells that named it take the first step that is left. */
export function withoutStep({ matrix }: TreatyDocument, index: number): Part {
  const gone = matrix.steps[index]?.code
  const steps = removed(matrix.steps, index)
  return { matrix: { steps, cells: matrix.cells.map(cell => cell.step === gone ? { ...cell, step: steps[0]?.code ?? '' } : cell) } }
}

/** With one cell set. */
export function withCell({ matrix }: TreatyDocument, cell: MatrixCell): Part {
  const others = matrix.cells.filter(other => other.criteria !== cell.criteria || other.warmth !== cell.warmth)
  return { matrix: { ...matrix, cells: [...others, cell] } }
}
