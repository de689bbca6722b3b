import type { Ref, ShallowRef } from 'vue'
import type { TreatyVersionView } from '../../src/contracts/api/treaty-version.schema.ts'
import type { TreatyChange } from '../../src/domain/treaty-diff.ts'
import type { MergeConflict } from '../../src/domain/treaty-merge.ts'
import type { TreatyDocument } from '../../src/domain/treaty.ts'
import type { ApiClient } from '../kit/api-client.ts'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { diffTreaty } from '../../src/domain/treaty-diff.ts'
import { mergeTreaty } from '../../src/domain/treaty-merge.ts'
import { ApiError } from '../kit/api-client.ts'

/** Where the text on the screen stands. `refused`: the server said no, its sentence is in `trouble`. */
export type DraftState = 'saved' | 'edited' | 'saving' | 'choosing' | 'refused' | 'offline'

/** What somebody else did to the text meanwhile. */
export interface OtherHand {
  readonly name: string | null
  readonly changes: readonly TreatyChange[]
}

/** What the draft works with. */
export interface UseDraftOptions {
  api: ApiClient
  /** The version was signed or is gone: everything is read anew. */
  onStale: () => void
  /** Pause after the last key before a save. @default 700 */
  pauseMs?: number
  /** How often the other's edits are looked for. @default 7000 */
  lookMs?: number
}

/** The open draft: the text on the screen, kept by itself, brought together with the other side's. */
export interface UseDraftReturn {
  document: ShallowRef<TreatyDocument | null>
  startsAt: Ref<number | null>
  /** As the server has it. */
  kept: ShallowRef<TreatyVersionView | null>
  state: Ref<DraftState>
  trouble: ShallowRef<{ text: string, field: string | null } | null>
  otherHand: ShallowRef<OtherHand | null>
  conflicts: ShallowRef<readonly MergeConflict[]>
  open: (draft: TreatyVersionView | null) => void
  edit: (part: Partial<TreatyDocument>) => void
  start: (at: number | null) => void
  /** Chooses at which conflicts my version stands, then saves. */
  choose: (minePaths: readonly string[]) => Promise<void>
  /** Saves what is not saved yet; true when the server has the text on the screen. */
  save: () => Promise<boolean>
}

interface Clash { base: TreatyDocument, mine: TreatyDocument, theirs: TreatyVersionView }

/** Autosave, the other's hand, and merging. Two saves are never under way at once. */
export function useDraft({ api, onStale, pauseMs = 700, lookMs = 7000 }: UseDraftOptions): UseDraftReturn {
  const document = shallowRef<TreatyDocument | null>(null)
  const startsAt = ref<number | null>(null)
  const kept = shallowRef<TreatyVersionView | null>(null)
  const state = ref<DraftState>('saved')
  const trouble = shallowRef<UseDraftReturn['trouble']['value']>(null)
  const otherHand = shallowRef<OtherHand | null>(null)
  const conflicts = shallowRef<readonly MergeConflict[]>([])
  let clash: Clash | null = null
  let running: Promise<boolean> | null = null
  let pause: ReturnType<typeof setTimeout> | undefined

  function open(draft: TreatyVersionView | null): void {
    clearTimeout(pause)
    kept.value = draft
    document.value = draft?.document ?? null
    startsAt.value = draft?.startsAt ?? null
    state.value = 'saved'
    trouble.value = null
    conflicts.value = []
  }

  const isEdited = (): boolean => kept.value !== null && (document.value !== kept.value.document || startsAt.value !== kept.value.startsAt)

  function touched(): void {
    if (state.value === 'choosing')
      return
    state.value = 'edited'
    clearTimeout(pause)
    pause = setTimeout(() => void save(), pauseMs)
  }

  async function save(): Promise<boolean> {
    clearTimeout(pause)
    for (let other = running; other; other = running)
      await other
    if (!isEdited() || state.value === 'choosing')
      return state.value === 'saved'
    running = send().finally(() => {
      running = null
    })
    return running
  }

  async function send(): Promise<boolean> {
    const [base, mine, from] = [kept.value!, document.value!, startsAt.value]
    state.value = 'saving'
    try {
      const saved = await api.put<TreatyVersionView>(`/api/treaty/versions/${base.versionNo}`, { revision: base.revision, document: mine, startsAt: from })
      adopt(saved, mine)
      return settle()
    }
    catch (error) {
      return follow(error, base.document)
    }
  }

  /** What the server answered is the text I sent: keep my own object, so that "edited" stays a comparison of two references. */
  function adopt(saved: TreatyVersionView, mine: TreatyDocument): void {
    kept.value = { ...saved, document: mine as TreatyVersionView['document'] }
  }

  function settle(): boolean {
    state.value = 'saved'
    if (isEdited())
      touched()
    return state.value === 'saved'
  }

  function follow(error: unknown, base: TreatyDocument): boolean {
    const newer = error instanceof ApiError && error.code === 'draft_changed' ? (error.body as { draft?: TreatyVersionView } | null)?.draft : undefined
    if (newer)
      return bringTogether({ base, mine: document.value!, theirs: newer })
    if (error instanceof ApiError && (error.code === 'version_signed' || error.code === 'version_unknown')) {
      onStale()
      return false
    }
    const isRefused = error instanceof ApiError && error.status >= 400 && error.status < 500
    state.value = isRefused ? 'refused' : 'offline'
    trouble.value = { text: isRefused ? error.message : '', field: isRefused ? error.field : null }
    if (!isRefused)
      pause = setTimeout(() => void save(), lookMs)
    else if (trouble.value.field?.startsWith('signatories'))
      giveBackSignatories(base)
    return false
  }

  /** A signatory that may not be replaced goes back; the other edits are saved. */
  function giveBackSignatories({ signatories }: TreatyDocument): void {
    document.value = { ...document.value!, signatories }
    touched()
  }

  function bringTogether(found: Clash): boolean {
    const merged = mergeTreaty({ base: found.base, mine: found.mine, theirs: found.theirs.document })
    const changes = diffTreaty(found.base, found.theirs.document)
    otherHand.value = changes.length > 0 ? { name: found.theirs.savedBy?.name ?? null, changes } : otherHand.value
    if (startsAt.value === kept.value?.startsAt)
      startsAt.value = found.theirs.startsAt
    kept.value = found.theirs
    conflicts.value = merged.conflicts
    if (merged.conflicts.length > 0) {
      clash = found
      state.value = 'choosing'
      document.value = merged.document
      return false
    }
    document.value = diffTreaty(found.theirs.document, merged.document).length === 0 ? found.theirs.document : merged.document
    return settle()
  }

  const isBusy = (): boolean => running !== null || state.value === 'choosing' || state.value === 'edited'

  async function look(): Promise<void> {
    const before = kept.value
    if (!before || isBusy())
      return
    const newer = await api.get<TreatyVersionView>(`/api/treaty/versions/${before.versionNo}`)
    if (isBusy() || kept.value !== before)
      return
    if (newer.status === 'signed')
      return onStale()
    if (newer.revision > before.revision)
      bringTogether({ base: before.document, mine: document.value!, theirs: newer })
    else if (newer.signatures.length !== before.signatures.length)
      kept.value = { ...newer, document: before.document }
  }

  // A look that fails is made up by the next one; saving says it when the server is away.
  const looking = setInterval(() => void look().catch(() => undefined), lookMs)
  onScopeDispose(() => {
    clearInterval(looking)
    clearTimeout(pause)
  })

  return {
    document,
    startsAt,
    kept,
    state,
    trouble,
    otherHand,
    conflicts,
    open,
    save,
    edit(part) {
      if (!document.value || state.value === 'choosing')
        return
      document.value = { ...document.value, ...part }
      trouble.value = null
      touched()
    },
    start(at) {
      startsAt.value = at
      touched()
    },
    async choose(minePaths) {
      if (!clash)
        return
      document.value = mergeTreaty({ base: clash.base, mine: clash.mine, theirs: clash.theirs.document }, minePaths).document
      clash = null
      conflicts.value = []
      state.value = 'edited'
      await save()
    },
  }
}
