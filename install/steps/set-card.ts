import type { InstallChoice } from '../../src/contracts/api/install.schema.ts'
import type { EntityTypeId } from '../../src/domain/item-ref.ts'
import type { InstallStepDefinition, StepContext, StepOutcome } from '../step.ts'
import { listOwnFields, setMandatory } from '../../src/bitrix/user-fields.ts'
import { NATIVE_FIELD_NAMES } from '../../src/domain/native-values.ts'
import { placeFields } from '../card-layout.ts'
import { single, WIZARD_LANE } from '../step.ts'
import { say } from '../words.ts'

/** Fields that hold a complete verdict without any page of ours, in the order of the card. */
const CARD_FIELDS = [NATIVE_FIELD_NAMES.verdict, NATIVE_FIELD_NAMES.criteria, NATIVE_FIELD_NAMES.warmth, NATIVE_FIELD_NAMES.reason]

/** Step 6: where the verdict stands in the card, and how it becomes required. */
export const setCard: InstallStepDefinition = {
  code: 'card',

  async questions({ language, progress }): Promise<InstallChoice[]> {
    const byHand = progress.facts.isDefault === true
    return [
      {
        name: 'required',
        kind: 'one',
        label: say(language, 'Как сделать вердикт обязательным', 'How to make the verdict required'),
        options: [
          { value: 'guide', label: say(language, 'С нужной стадии, в настройках портала', 'From a stage on, in the settings of the portal'), note: say(language, 'Откройте лид → шестерёнка у поля → «Обязательное» → выберите стадии после квалификации. Приём лидов не пострадает.', 'Open a lead → the gear at the field → "Required" → choose the stages after qualification. Intake is not affected.') },
          { value: 'mandatory', label: say(language, 'Всегда (обязательное поле)', 'Always (mandatory field)'), note: say(language, 'Внимание: интеграции, которые создают лиды, могут получить отказ.', 'Careful: integrations that create leads may be refused.') },
        ],
        proposed: progress.choices.required ?? ['guide'],
      },
      ...byHand
        ? [{ name: 'placedByHand', kind: 'confirm' as const, label: say(language, 'Карточка у вас стандартная, и мы её не угадываем. Откройте любой лид, добавьте поле «Обратная связь для маркетинга» и сохраните вид карточки для всех.', 'Your card has its default layout, and we do not guess it. Open any lead, add the field "Feedback for marketing" and save the layout for everybody.'), options: [], proposed: [] }]
        : [],
    ]
  },

  async run(context, choices): Promise<StepOutcome> {
    const { client, portal, language } = context
    const entityTypeId: EntityTypeId = portal.crmMode === 'simple' ? 2 : 1
    const placed = await placeFields(client, entityTypeId, CARD_FIELDS)
    const facts = { isDefault: placed.default > 0 && placed.changed + placed.unchanged === 0 }
    const required = single(choices, 'required')
    if (required === null || (facts.isDefault && single(choices, 'placedByHand') === null))
      return { state: 'needs_choice', message: 'card.ask', facts }
    await setRequired(context, entityTypeId, required === 'mandatory')
    const way = required === 'mandatory' ? say(language, 'поле обязательно всегда', 'the field is always required') : say(language, 'обязательность по стадиям', 'required by stage')
    return { state: 'done', message: 'card.done', detail: way, facts }
  },
}

async function setRequired({ client }: StepContext, entityTypeId: EntityTypeId, isMandatory: boolean): Promise<void> {
  const verdict = (await listOwnFields(client, entityTypeId, WIZARD_LANE)).find(field => field.fieldName === NATIVE_FIELD_NAMES.verdict)
  if (verdict && verdict.isMandatory !== isMandatory)
    await setMandatory(client, entityTypeId, verdict.fieldId, isMandatory, WIZARD_LANE)
}
