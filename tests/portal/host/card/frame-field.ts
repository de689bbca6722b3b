import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { Html } from '../html.ts'
import type { SectionContext } from './section.ts'
import { frameHolder } from '../apps/frame-holder.ts'
import { hiddenValue } from '../client/frame-protocol.ts'
import { html } from '../html.ts'
import { ownerCode } from './entity.ts'

/**
 * A field drawn by an application: a frame, and while editing the hidden input that `setValue` writes into.
 * @returns null for fields of the portal's own types. Where the application is closed to the reader, an empty line.
 */
export function frameField(context: SectionContext, spec: FieldSpec, mode: 'view' | 'edit'): Html | null {
  if (!spec.type.startsWith('rest_'))
    return null
  const { view, entityTypeId, item } = context
  const type = view.portal.apps.userFieldTypes().find(row => row.fullCode === spec.type)
  if (!type || !view.portal.apps.isOpenTo(type.appId, view.user.id))
    return html`<span class="soft">${view.words('error.appClosed')}</span>`
  const field = view.portal.crm.userFields(entityTypeId).find(one => one.fieldName === spec.name)
  const value = item[spec.name] ?? null
  const options = {
    MODE: mode,
    ENTITY_ID: ownerCode(entityTypeId),
    FIELD_NAME: spec.name,
    ENTITY_VALUE_ID: String(item.id),
    VALUE: value,
    MULTIPLE: field?.multiple ? 'Y' : 'N',
    MANDATORY: field?.mandatory ? 'Y' : 'N',
    XML_ID: field?.xmlId ?? null,
    ENTITY_DATA: { entityTypeId, entityId: String(item.id), module: 'crm' },
  }
  const holder = frameHolder({ fieldType: type.fullCode, options, heightPx: type.height || 120, title: type.title })
  const hidden = mode === 'edit' && html`<input type="hidden" name="${spec.name}" value="${hiddenValue(value)}" data-frame-value>`
  return html`${hidden}${holder}`
}
