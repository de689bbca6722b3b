import type { Ref } from 'vue'
import type { PeopleRoles } from '../../src/contracts/api/people.schema.ts'
import type { Removed } from '../../src/contracts/api/personal-data.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { Failure } from '../kit/failure.ts'
import type { UseResourceReturn } from '../kit/use-resource.ts'
import { ref, shallowRef } from 'vue'
import { failureOf } from '../kit/failure.ts'
import { useResource } from '../kit/use-resource.ts'

/** What was done last, for the person to read. */
export type DataDone = 'exported' | 'erased' | 'removed'

/** State and verbs of what we keep about people and the portal. */
export interface UsePersonalDataReturn {
  people: UseResourceReturn<PeopleRoles>
  busy: Ref<boolean>
  done: Ref<DataDone | null>
  refused: Ref<Failure | null>
  /** Everything about one employee as a file. */
  exportPerson: (userId: number) => Promise<void>
  erasePerson: (userId: number) => Promise<void>
  /** Everything about this portal; the address is typed by hand. */
  removeAll: (domain: string) => Promise<void>
}

/** Gives out and takes away, one thing at a time. `save` hands a file to the browser. */
export function usePersonalData(api: ApiClient, save: (name: string, content: Blob) => void): UsePersonalDataReturn {
  const people = useResource(() => api.get<PeopleRoles>('/api/people/roles'))
  const busy = ref(false)
  const done = ref<DataDone | null>(null)
  const refused = shallowRef<Failure | null>(null)

  async function work(what: DataDone, task: () => Promise<unknown>): Promise<void> {
    busy.value = true
    done.value = null
    refused.value = null
    try {
      await task()
      done.value = what
    }
    catch (error) {
      refused.value = failureOf(error)
    }
    finally {
      busy.value = false
    }
  }

  return {
    people,
    busy,
    done,
    refused,
    exportPerson: userId => work('exported', async () => {
      const { name, content } = await api.file(`/api/portal/people/${userId}/data`)
      save(name, content)
    }),
    erasePerson: userId => work('erased', async () => {
      await api.post(`/api/portal/people/${userId}/erasure`, {})
      await people.load()
    }),
    removeAll: domain => work('removed', () => api.post<Removed>('/api/portal/removal', { domain })),
  }
}
