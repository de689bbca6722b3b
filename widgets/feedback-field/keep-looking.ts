import type { UseFieldReturn } from './use-field.ts'

/** What looking needs from outside. */
export interface KeepLookingOptions {
  field: Pick<UseFieldReturn, 'lookAgain' | 'isUnsettled'>
  /** Nobody looks at a page in the background. */
  isVisible: () => boolean
  sleep: (ms: number) => Promise<unknown>
}

const SOON_MS = 2500
const OFTEN_MS = 5000
const SELDOM_MS = 30_000
/** Looks at a correction that is on its way, before it counts as stuck. */
const SOON_LOOKS = 6
/** Looks after opening, before the card counts as left lying. */
const OFTEN_LOOKS = 24

/**
 * Somebody converts or drags the lead while its card is open, and the gate answers within seconds: the field says so by itself.
 * Looks every 5 s for two minutes, then twice a minute; a little quicker while a correction is on its way. Ends with the page.
 */
export async function keepLooking({ field, isVisible, sleep }: KeepLookingOptions): Promise<never> {
  let unsettledLooks = 0
  for (let looks = 0; ; looks += 1) {
    unsettledLooks = field.isUnsettled() ? unsettledLooks + 1 : 0
    const isSoon = unsettledLooks > 0 && unsettledLooks <= SOON_LOOKS
    await sleep(isSoon ? SOON_MS : looks < OFTEN_LOOKS ? OFTEN_MS : SELDOM_MS)
    if (isVisible())
      await field.lookAgain()
  }
}
