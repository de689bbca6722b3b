import theme from '#build/b24ui/button'

/** Colours of buttons our pages use, by the vendor's names. */
export type ButtonColor = 'air-primary' | 'air-primary-alert' | 'air-primary-success' | 'air-secondary-no-accent' | 'air-tertiary' | 'air-tertiary-no-accent'

/** Sizes of buttons, by the vendor's names. */
export type ButtonSize = 'sm' | 'md' | 'lg'

const { slots, variants } = theme

/** The vendor's classes for what is inside a button. */
export const BUTTON_PARTS = { line: slots.baseLine, label: slots.label, inner: slots.labelInner, loading: slots.baseLoading, spinner: slots.baseLoadingSpinnerIcon }

/** The vendor's classes of a button, from its own theme. */
export function buttonClass(color: ButtonColor, size: ButtonSize): string {
  return [slots.base, variants.isAir.true, variants.normalCase.true, variants.rounded.false, variants.color[color], variants.size[size].base].join(' ')
}
