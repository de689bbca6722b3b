import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { InstallState, InstallStep } from '../../src/contracts/api/install.schema.ts'
import type { ApiClient } from '../kit/api-client.ts'
import type { Failure } from '../kit/failure.ts'
import { computed, ref, shallowRef } from 'vue'
import { failureOf } from '../kit/failure.ts'

/** State and verbs of the wizard. */
export interface UseWizardReturn {
  state: ShallowRef<InstallState | null>
  failure: ShallowRef<Failure | null>
  /** Code of the step that runs now. */
  running: Ref<string | null>
  /** The step a person has to look at: a question, a failure, or the next one to run; null when all is done. */
  current: ComputedRef<InstallStep | null>
  /** Reads where the wizard stands and goes on by itself up to the next question, failure, or the end. */
  resume: () => Promise<void>
  /** Runs one step with the person's choices, then goes on. */
  run: (code: string, choices?: Record<string, string[]>) => Promise<void>
}

const isOver = (step: InstallStep): boolean => step.state === 'done' || step.state === 'skipped'

/** Walks through the steps of an installation; every step may be repeated without harm. */
export function useWizard(api: ApiClient): UseWizardReturn {
  const state = shallowRef<InstallState | null>(null)
  const failure = shallowRef<Failure | null>(null)
  const running = ref<string | null>(null)
  const current = computed(() => state.value?.steps.find(step => !isOver(step)) ?? null)

  async function runOne(code: string, choices: Record<string, string[]>): Promise<InstallStep | null> {
    running.value = code
    try {
      state.value = await api.post<InstallState>(`/api/install/steps/${code}`, { choices })
      return state.value.steps.find(step => step.code === code) ?? null
    }
    finally {
      running.value = null
    }
  }

  async function goOn(): Promise<void> {
    for (let next = current.value; next?.state === 'todo' || next?.state === 'running'; next = current.value) {
      const after = await runOne(next.code, {})
      if (!after || !isOver(after))
        return
    }
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    failure.value = null
    try {
      await work()
    }
    catch (error) {
      failure.value = failureOf(error)
    }
  }

  return {
    state,
    failure,
    running,
    current,
    resume: () => guarded(async () => {
      state.value = await api.get<InstallState>('/api/install')
      await goOn()
    }),
    run: (code, choices = {}) => guarded(async () => {
      const after = await runOne(code, choices)
      if (after && isOver(after))
        await goOn()
    }),
  }
}
