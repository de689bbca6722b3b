import type { InstallStepDefinition, StepContext, StepOutcome } from '../step.ts'
import { intakeTypeOf } from '../../src/domain/item-ref.ts'
import { NATIVE_FIELD_NAMES } from '../../src/domain/native-values.ts'
import { WIZARD_LANE } from '../step.ts'
import { say } from '../words.ts'

const MONTH_MS = 30 * 24 * 60 * 60_000

/** Step 7: the first useful figure of the customer's own; after it the page may finish the installation. */
export const firstLook: InstallStepDefinition = {
  code: 'finish',
  questions: async () => [],
  async run(context): Promise<StepOutcome> {
    const { language } = context
    const { all, judged } = await countLastMonth(context)
    if (all === 0)
      return { state: 'done', message: 'finish.empty' }
    const percent = Math.round(100 * (all - judged) / all)
    return { state: 'done', message: 'finish.done', detail: say(language, `За прошлый месяц ${all} лидов, ${percent} % без вердикта.`, `${all} leads last month, ${percent} % without a verdict.`) }
  },
}

/** Items created in the last thirty days, and those of them with a verdict: two counted pages in one request. */
async function countLastMonth({ client, portal, now }: StepContext): Promise<{ all: number, judged: number }> {
  const entityTypeId = intakeTypeOf(portal)
  const since = { '>=createdTime': new Date(now() - MONTH_MS).toISOString() }
  const count = (key: string, filter: Record<string, unknown>) => ({ key, method: 'crm.item.list', params: { entityTypeId, useOriginalUfNames: 'Y', select: ['id'], filter, order: { id: 'ASC' }, start: 0 } })
  const answer = await client.batch([
    count('all', since),
    count('judged', { ...since, [`!${NATIVE_FIELD_NAMES.verdict}`]: '' }),
  ], WIZARD_LANE)
  const total = (key: string) => {
    const row = answer.get(key)
    if (row?.state === 'refused')
      throw row.error
    return row?.state === 'done' ? row.total ?? 0 : 0
  }
  return { all: total('all'), judged: total('judged') }
}
