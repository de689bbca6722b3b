import type { GateState } from '../../src/contracts/api/gate.schema.ts'
import type { LedgerAnswer, LedgerRow } from '../../src/contracts/api/ledger.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { UseResourceReturn } from '../kit/use-resource.ts'
import { reactive, ref, watch } from 'vue'
import { useResource } from '../kit/use-resource.ts'

/** What the table is narrowed to; an empty text means all. */
export interface LedgerFilter { outcome: string, route: string, rep: string, days: string, page: number }

/** State and verbs of the ledger page. */
export interface UseLedgerReturn {
  filter: LedgerFilter
  ledger: UseResourceReturn<LedgerAnswer>
  gate: UseResourceReturn<GateState>
  busy: ReturnType<typeof ref<boolean>>
  grant: (row: LedgerRow, reason: string) => Promise<void>
  pause: (paused: boolean) => Promise<void>
  load: () => Promise<void>
}

/** The query of a filter; days count back from `now`. */
export function ledgerQuery(filter: LedgerFilter, now: number): string {
  const query = new URLSearchParams()
  for (const key of ['outcome', 'route', 'rep'] as const) {
    if (filter[key])
      query.set(key, filter[key])
  }
  if (filter.days)
    query.set('from', String(now - Number(filter.days) * 86_400_000))
  query.set('page', String(filter.page))
  return query.toString()
}

/** The bypass ledger: a page of rows, the gate's state, passes and the pause button. */
export function useLedger(api: ApiClient): UseLedgerReturn {
  const filter = reactive<LedgerFilter>({ outcome: '', route: '', rep: '', days: '28', page: 1 })
  const ledger = useResource(() => api.get<LedgerAnswer>(`/api/ledger?${ledgerQuery(filter, Date.now())}`))
  const gate = useResource(() => api.get<GateState>('/api/gate'))
  const busy = ref(false)

  async function work(task: () => Promise<unknown>): Promise<void> {
    busy.value = true
    try {
      await task()
    }
    finally {
      await Promise.all([ledger.load(), gate.load()])
      busy.value = false
    }
  }

  watch(() => [filter.outcome, filter.route, filter.rep, filter.days], () => {
    filter.page = 1
  })
  watch(filter, () => void ledger.load())

  return {
    filter,
    ledger,
    gate,
    busy,
    grant: (row, reason) => work(() => api.post(`/api/ledger/${row.breachId}/pass`, { reason })),
    pause: paused => work(() => api.post('/api/gate/pause', { paused })),
    load: async () => void await Promise.all([ledger.load(), gate.load()]),
  }
}
