import type { CrmItem, EntityTypeId, FieldValue, StoredFile } from '../../crm/crm-item.ts'
import type { FieldCatalogue, Naming } from '../../crm/field-catalogue.ts'
import type { FieldSpec } from '../../crm/fields/field-spec.ts'
import type { Portal } from '../../portal.ts'
import { isoTime } from '../../work/iso-time.ts'

/** One key of an answered item. */
interface Column {
  spec: FieldSpec
  key: string
  read: (item: CrmItem) => unknown
}

/** Draws items as `crm.item.*` answers them. */
export interface ItemView {
  all: (item: CrmItem) => Record<string, unknown>
  /** Only the selected fields, and the id; `*` selects everything. */
  selected: (select: readonly string[]) => (item: CrmItem) => Record<string, unknown>
}

const views = new WeakMap<FieldCatalogue, Map<string, ItemView>>()

/** The view of one kind of item; built once per set of fields, naming and knobs. */
export function itemView(portal: Portal, entityTypeId: EntityTypeId, naming: Naming): ItemView {
  const catalogue = portal.crm.catalogue(entityTypeId)
  const { knobs, settings } = portal
  const types = portal.apps.userFieldTypes().map(type => type.fullCode).join()
  const key = [naming, knobs.get('listValuesAs'), knobs.get('emptyCustomFieldAs'), knobs.get('orphanedIframeField'), types, settings.timeZone, settings.origin].join('|')
  const ofCatalogue = views.get(catalogue) ?? new Map<string, ItemView>()
  views.set(catalogue, ofCatalogue)
  const view = ofCatalogue.get(key) ?? buildView(portal, entityTypeId, catalogue, naming)
  ofCatalogue.set(key, view)
  return view
}

function buildView(portal: Portal, entityTypeId: EntityTypeId, catalogue: FieldCatalogue, naming: Naming): ItemView {
  const columns: Column[] = catalogue.specs.flatMap((spec) => {
    const key = catalogue.nameOf(spec, naming)
    return key === null ? [] : [{ spec, key, read: reader(portal, entityTypeId, spec) }]
  })
  /** A saved item is a new object, so a drawing stays true as long as its item lives. */
  const drawings = new WeakMap<CrmItem, Record<string, unknown>>()
  const all = (item: CrmItem): Record<string, unknown> => {
    let drawing = drawings.get(item)
    if (drawing === undefined) {
      drawing = draw(columns, item, entityTypeId)
      drawings.set(item, drawing)
    }
    return drawing
  }
  return {
    all,
    selected(select) {
      if (select.length === 0 || select.includes('*'))
        return all
      const names = new Set(['id', ...select])
      const chosen = columns.filter(({ key, spec }) => names.has(key) && spec.name !== 'fm')
      return item => draw(chosen, item, null)
    },
  }
}

function draw(columns: readonly Column[], item: CrmItem, entityTypeId: EntityTypeId | null): Record<string, unknown> {
  const drawn: Record<string, unknown> = {}
  for (const column of columns)
    drawn[column.key] = column.read(item)
  if (entityTypeId !== null)
    drawn.entityTypeId = entityTypeId
  return drawn
}

function reader(portal: Portal, entityTypeId: EntityTypeId, spec: FieldSpec): (item: CrmItem) => unknown {
  if (spec.isDisabled)
    return () => null
  const { crm } = portal
  const empty = emptyOf(portal, spec)
  if (isOrphan(portal, spec) && portal.knobs.get('orphanedIframeField') === 'reads empty')
    return () => empty
  const drawOne = valueDrawer(portal, entityTypeId, spec)
  const valueOf: (item: CrmItem) => FieldValue = spec.isDerived ? item => crm.valueOf(entityTypeId, item, spec) : item => item[spec.name]
  if (spec.isMultiple)
    return item => (valueOf(item) as readonly FieldValue[] | undefined ?? []).map(one => drawOne(one, item))
  return (item) => {
    const value = valueOf(item)
    return value === undefined || value === null || value === '' ? empty : drawOne(value, item)
  }
}

/** Whether the iframe type of a custom field is gone. */
function isOrphan(portal: Portal, spec: FieldSpec): boolean {
  return spec.type.startsWith('rest_') && !portal.apps.userFieldTypes().some(type => type.fullCode === spec.type)
}

function emptyOf(portal: Portal, spec: FieldSpec): unknown {
  if (!spec.isDynamic)
    return spec.empty ?? null
  if (spec.type === 'boolean')
    return 'N'
  const knob = portal.knobs.get('emptyCustomFieldAs')
  return knob === 'null' ? null : knob === 'false' ? false : ''
}

function valueDrawer(portal: Portal, entityTypeId: EntityTypeId, spec: FieldSpec): (value: FieldValue, item: CrmItem) => unknown {
  const { timeZone, origin } = portal.settings
  if (spec.type === 'date' || spec.type === 'datetime')
    return value => isoTime(Number(value), timeZone)
  if (spec.type === 'enumeration' && portal.knobs.get('listValuesAs') === 'string')
    return value => String(value)
  if (spec.type === 'file') {
    return (value, item) => {
      const { id } = value as StoredFile
      const query = `entityTypeId=${entityTypeId}&id=${item.id}&fieldName=${spec.upperName}&fileId=${id}`
      return {
        id,
        url: `${origin}/bitrix/services/main/ajax.php?action=crm.controller.item.getFile&${query}`,
        urlMachine: `${origin}/rest/crm.controller.item.getFile.json?${query}`,
      }
    }
  }
  return value => value
}
