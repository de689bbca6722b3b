import type { InstallStepDefinition, StepContext, StepOutcome } from '../step.ts'
import { ensureBadges, ensureTriggers } from '../../src/bitrix/badges.ts'
import { ensureFieldType } from '../../src/bitrix/bindings.ts'
import { MethodMissingError, PortalRefusedError } from '../../src/bitrix/portal-errors.ts'
import { RECORD_BADGES } from '../../src/notices/record-payload.ts'
import { bindEvents } from '../bind-events.ts'
import { bindPlacements } from '../bind-placements.ts'
import { FIELD_TYPE_ID } from '../card-field.ts'
import { EVENTS_PATH } from '../own-events.ts'
import { FIELD_PAGE_PATH } from '../own-pages.ts'
import { OWN_TRIGGERS } from '../own-triggers.ts'
import { portalCapabilities } from '../portal-capabilities.ts'
import { WIZARD_LANE } from '../step.ts'
import { say } from '../words.ts'

/** Height of our field in a card, in pixels. */
const FIELD_HEIGHT = 96

/** Step 5: widgets, our field type, events, badges and triggers. After it everything waits only for the portal's "installed". */
export const connect: InstallStepDefinition = {
  code: 'connect',
  questions: async () => [],
  async run(context): Promise<StepOutcome> {
    const { client, portal, appUrl, language } = context
    const { events: offered, placements: places, features } = portalCapabilities(portal)
    const placements = await bindPlacements(client, appUrl, new Set(places))
    await ensureFieldType(client, { typeId: FIELD_TYPE_ID, handler: `${appUrl}${FIELD_PAGE_PATH}`, title: say(language, 'Обратная связь для маркетинга', 'Feedback for marketing'), height: FIELD_HEIGHT }, WIZARD_LANE)
    const events = await bindEvents({ client, handler: `${appUrl}${EVENTS_PATH}`, offered: new Set(offered), hasOfflineQueue: features.rest_offline_extended === true })
    const extras = [
      ...await optional(context, say(language, 'метки канбана', 'kanban badges'), () => ensureBadges(client, RECORD_BADGES, WIZARD_LANE)),
      ...await optional(context, say(language, 'триггеры роботов', 'robot triggers'), () => ensureTriggers(client, OWN_TRIGGERS.map(trigger => ({ code: trigger.code, name: trigger.words[language] })), WIZARD_LANE)),
    ]
    const missing = [...placements.missing, ...events.missing]
    return {
      state: 'done',
      message: 'connect.done',
      detail: say(language, `виджетов ${placements.bound}, событий ${events.online}${events.offline > 0 ? `, в очереди ${events.offline}` : ''}`, `${placements.bound} widgets, ${events.online} events${events.offline > 0 ? `, ${events.offline} in the queue` : ''}`),
      findings: [...missing.map(name => say(language, `Портал не предлагает ${name}`, `This portal does not offer ${name}`)), ...extras],
    }
  },
}

/** What a plan may lack without harm: told in one line instead of failing the step. */
async function optional({ language }: StepContext, what: string, work: () => Promise<void>): Promise<string[]> {
  try {
    await work()
    return []
  }
  catch (error) {
    if (error instanceof MethodMissingError || error instanceof PortalRefusedError)
      return [say(language, `Недоступно на этом тарифе: ${what}`, `Not available on this plan: ${what}`)]
    throw error
  }
}
