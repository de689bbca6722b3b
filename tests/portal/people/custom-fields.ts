import type { CustomField } from '../crm/user-field.ts'
import type { CustomFields, PortalUser } from './people.ts'

/** Number before the first custom field: built-in ones of people come first. */
const builtIn = 170

/** No custom fields of people yet; `users` are those who lose their values with a field. */
export function createCustomFields(users: ReadonlyMap<number, PortalUser>): CustomFields {
  const fields = new Map<number, CustomField>()
  let lastId = builtIn
  return {
    get: id => fields.get(id),
    list: () => [...fields.values()],
    add(draft) {
      lastId += 1
      const field = { ...draft, id: lastId }
      fields.set(field.id, field)
      return field
    },
    update(id, change) {
      const field = fields.get(id)
      if (field)
        Object.assign(field, change)
    },
    remove(id) {
      const field = fields.get(id)
      fields.delete(id)
      for (const user of users.values()) {
        if (field)
          delete user.custom?.[field.fieldName]
      }
    },
  }
}
