import type { ContractField } from './contract-types.ts'
import type { FitsKind } from './value-kinds.ts'
import { compileKind } from './value-kinds.ts'

/** What a parameter is for decides how its keys are read: filters carry operators, selections list names. */
type FieldRole = 'value' | 'filter' | 'select' | 'order'

/** A documented parameter made ready for checking. */
export interface FieldNode {
  name: string
  type: string
  role: FieldRole
  fits: FitsKind
  /** A map or a list, by its documented type. */
  isNested: boolean
  /** Documented values in lower case; null = any. */
  allowed: ReadonlySet<string> | null
  /** Documented keys inside; null = not described, everything goes. */
  inside: NameTable | null
}

/** Documented names at one level. */
export interface NameTable {
  byName: ReadonlyMap<string, FieldNode>
  patterns: readonly RegExp[]
}

/** What compiling needs to know of the whole contract. */
export interface CompileContext {
  objects: Readonly<Record<string, ContractField[]>>
  kinds: Readonly<Record<string, string>>
}

/** Custom fields and links to smart processes exist per portal: no page can list them. */
const namesOfPortals = [/^UF_/, /^uf[A-Z]/, /^PARENT_ID_\d+$/, /^parentId\d+$/]

const roles: Record<string, FieldRole> = { filter: 'filter', select: 'select', order: 'order', sort: 'order' }

/** Names of one level, with their checks. */
export function compileNames(fields: readonly ContractField[], context: CompileContext): NameTable {
  const byName = new Map<string, FieldNode>()
  const patterns = [...namesOfPortals]
  for (const field of fields) {
    if (/\.\.\.|\*/.test(field.name))
      patterns.push(new RegExp(`^${field.name.replaceAll('.', '\\.').replace('\\.\\.\\.', '.+').replaceAll('*', '.+')}$`))
    else
      byName.set(field.name, either(byName.get(field.name), compileField(field, context)))
  }
  return { byName, patterns }
}

/** Two pages (or two kinds of items) describe the same name: what either allows is legal. */
function either(known: FieldNode | undefined, other: FieldNode): FieldNode {
  if (!known)
    return other
  return {
    ...known,
    type: known.type === other.type ? known.type : `${known.type}|${other.type}`,
    fits: value => known.fits(value) || other.fits(value),
    allowed: known.allowed && other.allowed && new Set([...known.allowed, ...other.allowed]),
    inside: known.inside ?? other.inside,
  }
}

/** One parameter or nested field. */
function compileField(field: ContractField, context: CompileContext): FieldNode {
  const isYesNo = /bool/.test(field.type)
  return {
    name: field.name,
    type: field.type,
    role: roles[field.name.toLowerCase()] ?? 'value',
    fits: compileKind(field.type, context.kinds),
    isNested: field.type.split('|').every(type => /^(?:object|array)$/.test(type.trim().endsWith('[]') ? 'array' : context.kinds[type.trim()] ?? '')),
    allowed: field.enum && !isYesNo ? new Set(field.enum.map(value => String(value).toLowerCase())) : null,
    inside: compileInside(field, context),
  }
}

function compileInside(field: ContractField, context: CompileContext): NameTable | null {
  if (field.open)
    return null
  const shared = (field.fieldsFrom ?? []).flatMap(name => sharedFields(name, field.name, context))
  const variants = (field.variants ?? []).flatMap(variant => variant.fields)
  const all = [...(field.fields ?? []), ...variants, ...shared]
  if (all.length === 0)
    return null
  const names = compileNames(all, context)
  // Texts by language are keyed by the language's code, of which a page shows one or two.
  return field.name.startsWith('LANG') ? { ...names, patterns: [...names.patterns, /^[a-z]{2}$/] } : names
}

/**
 * Two shared lists reach the portal in a second spelling: task fields are documented in camelCase and shown in capitals,
 * phones and addresses are documented in capitals and shown in camelCase inside `fm`.
 */
function sharedFields(list: string, holder: string, context: CompileContext): ContractField[] {
  const fields = context.objects[list] ?? []
  if (list === 'tasks/fields#task-fields')
    return [...fields, ...fields.map(field => ({ ...field, name: field.name.replaceAll(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase() }))]
  if (holder === 'fm')
    return [...fields, ...fields.map(field => ({ ...field, name: field.name.toLowerCase().replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) }))]
  return fields
}
