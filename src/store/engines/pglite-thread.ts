import type { EngineFailure, EngineMessage, EngineStart, NumberedRequest } from './pglite-messages.ts'
import { parentPort, workerData } from 'node:worker_threads'
import { EmbeddedEngine } from './embedded-engine.ts'

/** The worker thread that owns the embedded engine: takes requests, answers each once. Started by `pglite-worker.mjs`. */
async function serve(): Promise<void> {
  const port = parentPort
  if (port === null)
    throw new Error('pglite-thread.ts runs only as a worker thread.')
  const say = (message: EngineMessage): void => port.postMessage(message)
  // The cast: the one place that starts this thread passes exactly this shape.
  const engine = await EmbeddedEngine.open(workerData as EngineStart, payload => say({ kind: 'notification', payload }))
  port.on('message', (request: NumberedRequest) => {
    engine.answer(request).then(
      answer => say({ kind: 'answer', id: request.id, ...answer }),
      error => say({ kind: 'failure', id: request.id, failure: toFailure(error) }),
    ).finally(() => {
      if (request.kind === 'close')
        port.close()
    })
  })
  say({ kind: 'ready' })
}

function toFailure(error: unknown): EngineFailure {
  const { message, code, constraint } = error as Partial<EngineFailure> & Error
  return { message: message ?? String(error), code: code ?? 'XX000', constraint }
}

await serve()
