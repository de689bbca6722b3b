import type { Call } from '../../rest/method.ts'
import type { Task } from '../../work/tasks.ts'
import { flagOf, listOf, recordOf, textOf } from '../../work/input.ts'

const noCounters = {
  counters: { expired: 0, newComments: 0, projectExpired: 0, projectNewComments: 0, mutedExpired: 0, mutedNewComments: 0 },
  color: 'gray',
  value: 0,
}

/**
 * What `tasks.task.list` adds to a task on demand: `params` asks for the timer, the result and the parsed description,
 * `COUNTERS` in `select` for counters, and sorting by deadline brings along whether there is one.
 */
export function listExtras({ params }: Call, task: Task): Record<string, unknown> {
  const wishes = recordOf(params.params) ?? {}
  const ordered = Object.keys(recordOf(params.order) ?? {}).map(name => name.toUpperCase())
  const chosen = listOf(params.select).map(name => textOf(name).toUpperCase())
  return {
    ...(ordered.includes('DEADLINE') ? { lengthDeadline: task.deadlineAt === null ? '0' : '1' } : {}),
    ...(flagOf(wishes.WITH_RESULT_INFO) ? { taskRequireResult: 'N', taskHasOpenResult: 'N', taskHasResult: 'N' } : {}),
    ...(flagOf(wishes.WITH_TIMER_INFO) ? { timeElapsed: null, timerIsRunningForCurrentUser: 'N' } : {}),
    ...(flagOf(wishes.WITH_PARSED_DESCRIPTION) ? { parsedDescription: task.description } : {}),
    ...(chosen.includes('COUNTERS') ? { counter: noCounters } : {}),
  }
}
