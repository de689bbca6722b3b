import type { Ref, ShallowRef } from 'vue'
import type { TreatyVersionView } from '../../src/contracts/api/treaty-version.schema.ts'
import type { TreatySurroundings, TreatyWorkshop } from '../../src/contracts/api/treaty-workshop.schema.ts'
import type { Side } from '../../src/domain/role.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { UseResourceReturn } from '../kit/use-resource.ts'
import type { UseDraftReturn } from './use-draft.ts'
import { ref, shallowRef } from 'vue'
import { failureOf } from '../kit/failure.ts'
import { useResource } from '../kit/use-resource.ts'
import { useDraft } from './use-draft.ts'

/** State and verbs of the workshop. */
export interface UseWorkshopReturn {
  workshop: UseResourceReturn<TreatyWorkshop>
  surroundings: ShallowRef<TreatySurroundings | null>
  draft: UseDraftReturn
  /** A version of the past that is looked at; null = the draft, or the version in force. */
  shown: ShallowRef<TreatyVersionView | null>
  busy: Ref<boolean>
  /** Why the last verb failed, in the server's words or by key. */
  failed: ShallowRef<ReturnType<typeof failureOf> | null>
  load: () => Promise<void>
  openDraft: (template: string | null) => Promise<void>
  applyTemplate: (template: string) => Promise<void>
  importText: (text: string) => Promise<void>
  sign: (side: Side) => Promise<void>
  show: (versionNo: number | null) => Promise<void>
}

/** The workshop: its pickers, the draft, and versions of the past. */
export function useWorkshop(api: ApiClient): UseWorkshopReturn {
  const workshop = useResource(() => api.get<TreatyWorkshop>('/api/treaty'))
  const surroundings = shallowRef<TreatySurroundings | null>(null)
  const shown = shallowRef<TreatyVersionView | null>(null)
  const busy = ref(false)
  const failed = shallowRef<ReturnType<typeof failureOf> | null>(null)
  const draft = useDraft({ api, onStale: () => void load() })

  async function load(): Promise<void> {
    await workshop.load()
    const { data } = workshop
    if (!data.value)
      return
    draft.open(data.value.draft)
    // The pickers of fields and sources wait for Bitrix24; without its answer everything else still works.
    // Asked for only when the page stands: their arrival draws every picker anew.
    await painted()
    if (data.value.can.draft && surroundings.value === null)
      surroundings.value = await api.get<TreatySurroundings>('/api/treaty/surroundings').catch(() => null)
  }

  async function work(task: () => Promise<void>): Promise<void> {
    busy.value = true
    failed.value = null
    try {
      await task()
    }
    catch (error) {
      failed.value = failureOf(error)
    }
    finally {
      busy.value = false
    }
  }

  /** What replaces the whole text: saves what is typed first, so that nothing is lost and the revision is right. */
  const replace = (path: string, body: object): Promise<void> => work(async () => {
    if (!await draft.save() || !draft.kept.value)
      return
    const { versionNo, revision } = draft.kept.value
    draft.open(await api.post<TreatyVersionView>(`/api/treaty/versions/${versionNo}/${path}`, { revision, ...body }))
  })

  return {
    workshop,
    surroundings,
    draft,
    shown,
    busy,
    failed,
    load,
    openDraft: template => work(async () => {
      await api.post('/api/treaty/drafts', { template })
      await load()
    }),
    applyTemplate: template => replace('template', { template }),
    importText: text => replace('import', { text }),
    sign: side => work(async () => {
      if (!await draft.save() || !draft.kept.value)
        return
      const { versionNo, hash } = draft.kept.value
      await api.post(`/api/treaty/versions/${versionNo}/signatures`, { side, hash })
      await load()
    }),
    show: versionNo => work(async () => {
      shown.value = versionNo === null ? null : await api.get<TreatyVersionView>(`/api/treaty/versions/${versionNo}`)
    }),
  }
}

/** After the next picture; a frame in the background paints none, so it does not wait for long. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve))
    setTimeout(resolve, 500)
  })
}
