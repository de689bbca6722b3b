import type { Ref } from 'vue'
import type { DefinitionsAnswer } from '../../src/contracts/api/figures-answers.schema.ts'
import type { FiguresPreferences } from '../../src/contracts/api/figures-preferences.schema.ts'
import type { PageContext } from '../kit/page-context.ts'
import type { KpiFilter, RowFilter } from './kpi-query.ts'
import { reactive, ref, shallowRef, watch } from 'vue'
import { saveFile } from '../kit/save-file.ts'
import { fromPreferences, toPreferences } from './kpi-preferences.ts'
import { DEFAULT_FILTER, figuresQuery, filterFromAddress, filterToAddress, NARROWING } from './kpi-query.ts'

/** The filter, the words of the figures, and files of what is shown. */
export interface UseKpiReturn {
  filter: KpiFilter
  /** False until what the person last looked at is known. */
  isReady: Ref<boolean>
  /** The server refused or broke while a file was fetched: its sentence. */
  saveFailure: Ref<string>
  definition: (code: string) => DefinitionsAnswer[number] | undefined
  query: (row?: RowFilter) => URLSearchParams
  save: (path: string) => Promise<void>
  start: () => Promise<void>
}

/** How long after the last change a choice is remembered, ms. */
const KEEP_AFTER_MS = 800

/** State of the page that its tabs share; the address wins over what was remembered. */
export function useKpi({ api, session }: Pick<PageContext, 'api' | 'session'>): UseKpiReturn {
  const filter = reactive<KpiFilter>({ ...DEFAULT_FILTER })
  const isReady = ref(false)
  const saveFailure = ref('')
  const definitions = shallowRef<DefinitionsAnswer>([])
  let keeping: ReturnType<typeof setTimeout> | undefined

  async function start(): Promise<void> {
    const [kept, words] = await Promise.all([
      api.get<FiguresPreferences>('/api/figures/preferences').catch((): FiguresPreferences => ({})),
      api.get<DefinitionsAnswer>('/api/figures/definitions').catch((): DefinitionsAnswer => []),
    ])
    definitions.value = words
    Object.assign(filter, filterFromAddress(new URLSearchParams(location.search), fromPreferences(kept)))
    isReady.value = true
    watch(filter, remember)
  }

  /** In the address at once; on the server when the hand has come to rest. A choice that is not kept is no loss worth a word. */
  function remember(): void {
    const address = new URLSearchParams(location.search)
    for (const name of ['tab', 'when', 'view', ...NARROWING, 'repeats'])
      address.delete(name)
    Object.entries(filterToAddress(filter)).forEach(([name, value]) => address.set(name, value))
    history.replaceState(null, '', `${location.pathname}?${address}`)
    clearTimeout(keeping)
    keeping = setTimeout(() => void api.put('/api/figures/preferences', toPreferences(filter)).catch(() => undefined), KEEP_AFTER_MS)
  }

  async function save(path: string): Promise<void> {
    saveFailure.value = ''
    try {
      const { name, content } = await api.file(path)
      saveFile(name, content)
    }
    catch (error) {
      saveFailure.value = error instanceof Error ? error.message : String(error)
    }
  }

  return {
    filter,
    isReady,
    saveFailure,
    save,
    start,
    definition: code => definitions.value.find(one => one.code === code),
    query: row => figuresQuery(filter, { now: Date.now(), zone: session.portal.timeZone, weekStart: session.portal.weekStart }, row),
  }
}
