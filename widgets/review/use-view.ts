import type { Ref } from 'vue'
import type { ReviewPreferences } from '../../src/contracts/api/review-preferences.schema.ts'
import type { PageContext } from '../kit/page-context.ts'
import type { ReviewView } from './review-view.ts'
import { reactive, ref, watch } from 'vue'
import { VIEW_PARTS, viewFrom, viewToAddress, viewToPreferences } from './review-view.ts'

/** What the page shows, and whether that is known yet. */
export interface UseViewReturn { view: ReviewView, isReady: Ref<boolean>, start: () => Promise<void> }

/** How long after the last change a choice is remembered, ms. */
const KEEP_AFTER_MS = 800

/** What the page shows: from the address, else as it was left; every change goes into both. */
export function useView({ api, session, frame }: Pick<PageContext, 'api' | 'session' | 'frame'>): UseViewReturn {
  const view = reactive<ReviewView>({ tab: null, filter: 'all', whose: 'all', rep: null })
  const isReady = ref(false)
  let keeping: ReturnType<typeof setTimeout> | undefined

  async function start(): Promise<void> {
    const kept = await api.get<ReviewPreferences>('/api/reviews/preferences').catch((): ReviewPreferences => ({}))
    const { tab } = frame.placementOptions
    const linked = new URLSearchParams(typeof tab === 'string' ? { tab } : {})
    new URLSearchParams(location.search).forEach((value, name) => linked.set(name, value))
    Object.assign(view, viewFrom(linked, kept, session.user.roles))
    isReady.value = true
    watch(view, remember)
  }

  /** In the address at once; on the server when the hand has come to rest. A choice that is not kept is no loss worth a word. */
  function remember(): void {
    const address = new URLSearchParams(location.search)
    VIEW_PARTS.forEach(name => address.delete(name))
    Object.entries(viewToAddress(view)).forEach(([name, value]) => address.set(name, value))
    history.replaceState(null, '', `${location.pathname}?${address}`)
    clearTimeout(keeping)
    keeping = setTimeout(() => void api.put('/api/reviews/preferences', viewToPreferences(view)).catch(() => undefined), KEEP_AFTER_MS)
  }

  return { view, isReady, start }
}
