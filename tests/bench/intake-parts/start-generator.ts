import type { LoadResult, LoadTask } from './load-generator.ts'
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The load generator in a process of its own. */
export interface Generator {
  load: (task: LoadTask) => Promise<LoadResult>
  stop: () => void
}

/** Starts it; one task at a time. */
export function startGenerator(): Generator {
  const child = fork(fileURLToPath(new URL('./load-generator.ts', import.meta.url)))
  const died = new Promise<never>((_resolve, reject) => {
    child.once('exit', () => reject(new Error('The load generator ended before its task.')))
  })
  // Its end is expected when it is stopped; a task under way hears of it through the race below.
  died.catch(() => undefined)
  return {
    load: task => Promise.race([died, new Promise<LoadResult>((resolve) => {
      // The cast: the child sends one message per task, of this shape.
      child.once('message', result => resolve(result as LoadResult))
      child.send(task)
    })]),
    stop: () => void child.kill(),
  }
}
