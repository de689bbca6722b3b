type Trait = 'required' | 'read-only' | 'immutable' | 'multiple'

/** One entry of a `*.fields` answer. */
export function trait(type: string, title: string, ...traits: Trait[]): Record<string, unknown> {
  return {
    type,
    isRequired: traits.includes('required'),
    isReadOnly: traits.includes('read-only'),
    isImmutable: traits.includes('immutable'),
    isMultiple: traits.includes('multiple'),
    isDynamic: false,
    title,
  }
}
