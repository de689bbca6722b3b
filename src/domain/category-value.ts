/** The CRM field that tells the product category of an intake item, chosen by an administrator. */
export interface CategoryMapping {
  /** E.g. `UF_CRM_PRODUCT_GROUP`. */
  readonly fieldName: string
  /** `list`: the value is the id of an option. `text`: the value is the category itself. */
  readonly kind: 'list' | 'text'
  readonly options: readonly { readonly id: number, readonly name: string }[]
}

/** A category is a name, not a story. */
const MOST_LETTERS = 200

/**
 * The category that a field's value stands for; null when it is empty, or an option that is gone. Of several values the first
 * counts: an item stands in one row of a figure.
 */
export function categoryOf({ kind, options }: CategoryMapping, value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (typeof first !== 'string' && typeof first !== 'number')
    return null
  const text = kind === 'list' ? options.find(option => option.id === Number(first))?.name ?? '' : String(first)
  return categoryName(text)
}

/** A category as figures call it; null when there are no words. */
export function categoryName(text: string): string | null {
  return text.trim().slice(0, MOST_LETTERS).trim() || null
}
