import type { Ref, ShallowRef } from 'vue'
import type { PeopleRoles } from '../../src/contracts/api/people.schema.ts'
import type { Role } from '../../src/domain/role.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { Failure } from '../kit/failure.ts'
import { ref, shallowRef } from 'vue'
import { failureOf } from '../kit/failure.ts'

/** What changing roles needs from outside. */
export interface UsePeopleOptions {
  api: ApiClient
  /** Reads the workshop anew: roles decide who may sign and what is missing. */
  reload: () => Promise<void>
}

/** Roles of people, kept outside the version. */
export interface UsePeopleReturn {
  /** Whose roles are being written; null = nobody's. */
  busy: Ref<number | null>
  failure: ShallowRef<Failure | null>
  /** The person whose roles were written last. */
  kept: Ref<number | null>
  /** Writes the whole roles of one person at once; a refusal leaves them as they were. */
  save: (userId: number, roles: Role[]) => Promise<void>
}

/** Writes roles one person at a time. */
export function usePeople({ api, reload }: UsePeopleOptions): UsePeopleReturn {
  const busy = ref<number | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const kept = ref<number | null>(null)

  async function save(userId: number, roles: Role[]): Promise<void> {
    if (busy.value !== null)
      return
    busy.value = userId
    failure.value = null
    try {
      await api.put<PeopleRoles>('/api/people/roles', { people: [{ userId, roles }] })
      kept.value = userId
      await reload()
    }
    catch (error) {
      failure.value = failureOf(error)
    }
    finally {
      busy.value = null
    }
  }

  return { busy, failure, kept, save }
}
