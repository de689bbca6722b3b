import type { BatchRow, PortalClient, RowAnswer } from '../bitrix/portal-client.ts'
import type { EntityTypeId } from '../domain/item-ref.ts'
import type { Intention, IntentionKind } from '../store/intentions.ts'
import type { IntentionWriter } from './intention-writer.ts'
import { rowResult } from '../bitrix/parse-answer.ts'
import { ITEMS_PER_ROW, itemsByIdRow, readItems } from '../bitrix/read-items.ts'
import { DEAL, itemKey, LEAD } from '../domain/item-ref.ts'

/** What was seen right before writing. */
export interface Looked {
  requests: number
  /** Stage by `itemKey`; null = gone. */
  stages: ReadonlyMap<string, string | null>
  /** Answers to look-ups by intention. */
  found: ReadonlyMap<number, RowAnswer>
}

const ROWS_PER_BATCH = 50

/** Reads the stages corrections rely on, unless this slice has just read them, and looks for results of interrupted writes. */
export async function lookBeforeWriting(client: PortalClient, intentions: readonly Intention[], known: { writers: Readonly<Record<IntentionKind, IntentionWriter>>, fresh: ReadonlyMap<string, string | null> }): Promise<Looked> {
  const stages = new Map(known.fresh)
  const found = new Map<number, RowAnswer>()
  const stale = intentions.filter(one => known.writers[one.kind].needsStage && !stages.has(itemKey(one)))
  const questions = [
    ...([LEAD, DEAL] as const).flatMap(entityTypeId => stageQuestions(entityTypeId, stale.filter(one => one.entityTypeId === entityTypeId).map(one => one.itemId), stages)),
    ...intentions.flatMap(intention => lookUpQuestion(known.writers[intention.kind], intention, found)),
  ]
  let requests = 0
  for (let from = 0; from < questions.length; from += ROWS_PER_BATCH) {
    const part = questions.slice(from, from + ROWS_PER_BATCH)
    const answers = await client.batch(part.map(one => one.row), { lane: 'gate' })
    requests += 1
    part.forEach(({ row, hear }) => hear(answers.get(row.key) ?? { state: 'skipped' }, () => rowResult(answers, row.key, row.method)))
  }
  return { requests, stages, found }
}

interface Question {
  row: BatchRow
  hear: (answer: RowAnswer, result: () => unknown) => void
}

function stageQuestions(entityTypeId: EntityTypeId, itemIds: readonly number[], stages: Map<string, string | null>): Question[] {
  const ids = [...new Set(itemIds)]
  return Array.from({ length: Math.ceil(ids.length / ITEMS_PER_ROW) }, (_, index) => {
    const part = ids.slice(index * ITEMS_PER_ROW, (index + 1) * ITEMS_PER_ROW)
    return {
      row: itemsByIdRow(`s${entityTypeId}_${index}`, entityTypeId, part),
      hear: (_answer, result) => {
        const { items, broken } = readItems(entityTypeId, result())
        items.forEach(item => stages.set(itemKey(item), item.stageId))
        if (broken === 0)
          part.map(itemId => itemKey({ entityTypeId, itemId })).filter(key => !stages.has(key)).forEach(key => stages.set(key, null))
      },
    }
  })
}

/** Only a repeated attempt may have left something behind. */
function lookUpQuestion(writer: IntentionWriter, intention: Intention, found: Map<number, RowAnswer>): Question[] {
  const row = intention.attempts > 1 ? writer.lookUp?.(intention, `f${intention.intentionId}`) ?? null : null
  return row ? [{ row, hear: answer => found.set(intention.intentionId, answer) }] : []
}
