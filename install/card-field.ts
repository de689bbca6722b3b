import type { PortalClient } from '../src/bitrix/portal-client.ts'
import type { EntityTypeId } from '../src/domain/item-ref.ts'
import { addUserField, listOwnFields } from '../src/bitrix/user-fields.ts'
import { NATIVE_FIELD_WORDS } from '../src/domain/native-options.ts'
import { NATIVE_FIELD_NAMES } from '../src/domain/native-values.ts'
import { placeFields } from './card-layout.ts'
import { WIZARD_LANE } from './step.ts'

/** Short code of our field type; the portal's full code carries the application's local number. */
export const FIELD_TYPE_ID = 'ptfeedback'

/**
 * Makes the field that shows our page inside the card, and puts it there. The portal refuses its type until the application
 * counts as installed. A field left over from a former installation has a type that no longer exists: it keeps its values
 * and gets its widget back when the application has the same number; with another number it cannot be used and is named.
 */
export async function ensureCardField(client: PortalClient, entityTypeId: EntityTypeId, appLocalId: number): Promise<'made' | 'kept' | 'orphaned'> {
  const typeId = `rest_${appLocalId}_${FIELD_TYPE_ID}`
  const known = (await listOwnFields(client, entityTypeId, WIZARD_LANE)).find(field => field.fieldName === NATIVE_FIELD_NAMES.card)
  if (known && known.typeId !== typeId)
    return 'orphaned'
  if (!known)
    await addUserField(client, entityTypeId, { fieldName: NATIVE_FIELD_NAMES.card, typeId, label: NATIVE_FIELD_WORDS.card, isMultiple: false, sort: 90, options: [] }, WIZARD_LANE)
  await placeFields(client, entityTypeId, [NATIVE_FIELD_NAMES.card])
  return known ? 'kept' : 'made'
}
