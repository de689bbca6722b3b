import type { Ref, ShallowRef } from 'vue'
import type { CardState } from '../../src/contracts/api/card-state.schema.ts'
import type { FeedbackForm } from '../../src/contracts/api/feedback-form.schema.ts'
import type { Thread } from '../../src/contracts/api/thread.schema.ts'
import type { FeedbackContent } from '../../src/domain/verdict.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { FieldPlace } from './field-place.ts'
import { ref, shallowRef } from 'vue'
import { encodeCardValue } from '../../src/domain/card-value.ts'

/** What the field needs from outside. */
export interface UseFieldOptions {
  api: ApiClient
  /** Puts a text into the card's form. */
  setValue: (value: string) => void
  /** Asks the host to re-read the card, so that the native fields show what was saved. */
  reloadCard: () => void
  place: FieldPlace
  now: () => number
}

/** State and verbs of the card field. */
export interface UseFieldReturn {
  form: ShallowRef<FeedbackForm | null>
  /** Null for a new card. */
  card: ShallowRef<CardState | null>
  /** In edit mode: the answer that waits to be saved with the card. */
  waiting: ShallowRef<FeedbackContent | null>
  busy: Ref<boolean>
  error: ShallowRef<unknown>
  load: () => Promise<void>
  save: (content: FeedbackContent) => Promise<boolean>
  markTrying: () => Promise<boolean>
  /** Reads what changed without the rep's doing; disturbs no hand and never fails. */
  lookAgain: () => Promise<void>
  /** A correction is on its way. */
  isUnsettled: () => boolean
}

/** Something is on its way: a lead beyond the handoff that nobody has stopped yet, or a verdict whose deal still waits. */
function isUnsettled({ item, feedback, gate }: CardState): boolean {
  const isComplete = feedback?.complete === true
  return (gate.state === 'free' && item.semantic !== 'P' && !isComplete) || (gate.state !== 'free' && isComplete)
}

/** Tells one state of the thread from another. */
function newsOf(entries: Thread['entries']): string {
  const last = entries.at(-1)
  return `${entries.length} ${last?.at} ${last?.kind === 'breach' ? last.outcome : ''}`
}

/** Reads and writes feedback of one card: at once in view mode, with the card's own form in edit mode. */
export function useField({ api, setValue, reloadCard, place, now }: UseFieldOptions): UseFieldReturn {
  const form = shallowRef<FeedbackForm | null>(null)
  const card = shallowRef<CardState | null>(null)
  const waiting = shallowRef(place.value?.content ?? null)
  const busy = ref(false)
  const error = shallowRef<unknown>(null)
  const path = `/api/items/${place.entityTypeId}/${place.itemId}`
  let shownAt = now()
  let clientKey = crypto.randomUUID()
  let seen: string | null = null

  /** One request at a time; a failed one keeps what the rep chose. */
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    if (busy.value)
      return false
    busy.value = true
    error.value = null
    try {
      await work()
      return true
    }
    catch (cause) {
      error.value = cause
      return false
    }
    finally {
      busy.value = false
    }
  }

  function show(state: CardState): void {
    card.value = state
    form.value = state.form
    shownAt = now()
    clientKey = crypto.randomUUID()
  }

  async function load(): Promise<void> {
    await attempt(async () => {
      if (place.itemId > 0)
        show(await api.get<CardState>(`${path}/feedback`))
      else
        form.value = await api.get<FeedbackForm>('/api/feedback-form')
    })
  }

  async function save(content: FeedbackContent): Promise<boolean> {
    if (place.savesWithCard) {
      setValue(encodeCardValue({ key: clientKey, content }))
      waiting.value = content
      return true
    }
    return attempt(async () => {
      show(await api.post<CardState>(`${path}/feedback`, { ...content, route: 'widget', clientKey, shownAt }))
      setTimeout(reloadCard, 1200)
    })
  }

  /**
   * Looks whether something happened to the open card: while a correction is on its way at the state itself, else at the
   * short list of what happened, which costs the portal nothing. A complete verdict that is settled is left alone.
   */
  async function lookAgain(): Promise<void> {
    const shown = card.value
    if (!shown || busy.value || (shown.feedback?.complete === true && !isUnsettled(shown)))
      return
    if (isUnsettled(shown) || await hasNews())
      await refresh()
  }

  /** The first look counts as news. A failure does not: the state on the screen is still true as of its own time. */
  async function hasNews(): Promise<boolean> {
    const before = seen
    seen = await api.get<Thread>(`${path}/thread`).then(({ entries }) => newsOf(entries), () => before)
    return before !== seen
  }

  /** Reads the state again without disturbing the hand; a failure changes nothing. */
  async function refresh(): Promise<void> {
    try {
      const state = await api.get<CardState>(`${path}/feedback`)
      if (!busy.value)
        card.value = state
    }
    catch {
      // The state on the screen is still true as of its own time; the next action will say what is wrong.
    }
  }

  const markTrying = (): Promise<boolean> => attempt(async () => show(await api.post<CardState>(`${path}/still-trying`, { clientKey, route: 'widget' })))

  return { form, card, waiting, busy, error, load, save, markTrying, lookAgain, isUnsettled: () => card.value !== null && isUnsettled(card.value) }
}
