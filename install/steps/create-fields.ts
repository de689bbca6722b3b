import type { EntityTypeId } from '../../src/domain/item-ref.ts'
import type { InstallStepDefinition, StepOutcome } from '../step.ts'
import { intakeTypeOf } from '../../src/domain/item-ref.ts'
import { languageFor } from '../../src/domain/words.ts'
import { restoreNatives } from '../../src/feedback/restore-natives.ts'
import { ensureNativeFields, FieldTypeTakenError } from '../native-fields.ts'
import { fieldWords } from '../treaty-basis.ts'
import { say } from '../words.ts'

/** Step 4: the native fields that hold every verdict, on leads; on deals where there are no leads. */
export const createFields: InstallStepDefinition = {
  code: 'fields',
  questions: async () => [],
  async run({ portal, client, store, language, now }): Promise<StepOutcome> {
    const entityTypeId: EntityTypeId = intakeTypeOf(portal)
    const document = await fieldWords(store.treaties, portal.portalId, now())
    const before = await store.fields.list(portal.portalId)
    try {
      const { created, extended, fields } = await ensureNativeFields({ client, entityTypeId, document, language: languageFor(portal.language), now })
      await store.fields.upsertMany(portal.portalId, fields)
      const restored = await restoreNatives(store, portal.portalId, { entityTypeId, before, after: fields, now: now() })
      const kept = fields.length - created - extended
      return {
        state: 'done',
        message: 'fields.done',
        detail: say(language, `создано ${created}, дополнено ${extended}, без изменений ${kept}`, `${created} created, ${extended} extended, ${kept} unchanged`),
        findings: restored === 0 ? [] : [say(language, `Поля были удалены: вердикты возвращаются в карточки, всего ${restored}`, `Fields had been deleted: verdicts return to the cards, ${restored} in all`)],
      }
    }
    catch (error) {
      if (error instanceof FieldTypeTakenError)
        return { state: 'failed', message: 'fields.type', detail: error.fieldName }
      throw error
    }
  },
}
