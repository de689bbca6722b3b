import type { EntityTypeId } from './crm-item.ts'
import type { FieldSpec } from './fields/field-spec.ts'
import type { UserFields } from './user-fields.ts'
import { systemFields } from './fields/system-fields.ts'
import { camelUserFieldNames } from './fields/user-field-names.ts'
import { userFieldSpec } from './fields/user-field-spec.ts'

/** How a caller names fields: as the store, as `crm.item.*` without original names, or as the classic methods. */
export type Naming = 'store' | 'camel' | 'classic'

/** All fields of one kind of item under each of their names. */
export interface FieldCatalogue {
  /** In the order of answers: custom fields stand before the UTM marks. */
  specs: FieldSpec[]
  byName: (name: string, naming: Naming) => FieldSpec | undefined
  nameOf: (spec: FieldSpec, naming: Naming) => string | null
}

/** Catalogues of all kinds, built anew whenever a custom field changes. */
export function createFieldCatalogues(userFields: UserFields, language: 'ru' | 'en') {
  const known = new Map<EntityTypeId, FieldCatalogue>()
  let version = -1
  return {
    of(entityTypeId: EntityTypeId): FieldCatalogue {
      if (version !== userFields.version)
        known.clear()
      version = userFields.version
      let catalogue = known.get(entityTypeId)
      if (catalogue === undefined) {
        catalogue = build(systemFields(entityTypeId, language), userFields.list(entityTypeId).map(field => userFieldSpec(field, language)))
        known.set(entityTypeId, catalogue)
      }
      return catalogue
    },
  }
}

/** Catalogues of a portal. */
export type FieldCatalogues = ReturnType<typeof createFieldCatalogues>

function build(system: FieldSpec[], custom: FieldSpec[]): FieldCatalogue {
  const utmAt = system.findIndex(spec => spec.name === 'utmSource')
  const specs = [...system.slice(0, utmAt), ...custom, ...system.slice(utmAt)]
  const camelNames = camelUserFieldNames(custom.map(spec => spec.name))
  const maps: Record<Naming, Map<string, FieldSpec>> = { store: new Map(), camel: new Map(), classic: new Map() }

  const nameOf = (spec: FieldSpec, naming: Naming): string | null => {
    if (naming === 'classic')
      return spec.classicName
    if (spec.inItem === false)
      return null
    return naming === 'camel' ? camelNames.get(spec.name) ?? spec.name : spec.name
  }
  for (const spec of specs) {
    for (const naming of ['store', 'camel', 'classic'] as const) {
      const name = naming === 'store' ? spec.name : nameOf(spec, naming)
      if (name !== null)
        maps[naming].set(name, spec)
    }
  }
  return { specs, nameOf, byName: (name, naming) => maps[naming].get(name) }
}
