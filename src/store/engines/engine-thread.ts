import type { EngineFailure, EngineMessage, EngineRequest, EngineRows, EngineStart } from './pglite-messages.ts'
import { Worker } from 'node:worker_threads'
import { StatementError, StoreClosedError, TransactionTimeoutError } from '../store-errors.ts'

interface Waiting {
  resolve: (answer: EngineAnswer) => void
  reject: (error: Error) => void
}

/** Answer of the engine's thread; which part is there depends on the request. */
export interface EngineAnswer {
  result?: EngineRows
  dump?: Uint8Array
}

/** The main thread's end of the wire to the embedded engine. */
export class EngineThread {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #idleTransactionMs: number
  #lastId = 0
  #ended: Error | null = null
  /** Called with each notification's payload. */
  onNotification: (payload: string) => void = () => {}

  private constructor(worker: Worker, idleTransactionMs: number) {
    this.#worker = worker
    this.#idleTransactionMs = idleTransactionMs
  }

  /** Starts the thread; resolves when the database is open. Rejects with what the engine said when it cannot open it. */
  static async start(start: EngineStart): Promise<EngineThread> {
    const worker = new Worker(new URL('./pglite-worker.mjs', import.meta.url), { workerData: start, execArgv: [] })
    const thread = new EngineThread(worker, start.idleTransactionMs)
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: EngineMessage) => message.kind === 'ready' ? resolve() : thread.#hear(message))
      worker.on('error', (error) => {
        thread.#end(new StoreClosedError('The embedded database broke down.', { cause: error }))
        reject(error)
      })
      worker.on('exit', () => thread.#end(new StoreClosedError()))
    })
    return thread
  }

  /** Asks the engine and waits for its answer. */
  ask(request: EngineRequest): Promise<EngineAnswer> {
    if (this.#ended !== null)
      return Promise.reject(this.#ended)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ ...request, id })
    })
  }

  /** Closes the database and ends the thread. */
  async close(): Promise<void> {
    if (this.#ended !== null)
      return
    const exited = new Promise<void>(resolve => this.#worker.once('exit', () => resolve()))
    await this.ask({ kind: 'close' })
    this.#ended ??= new StoreClosedError()
    await exited
  }

  #hear(message: Exclude<EngineMessage, { kind: 'ready' }>): void {
    if (message.kind === 'notification')
      return this.onNotification(message.payload)
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if (message.kind === 'failure')
      waiting?.reject(this.#toError(message.failure))
    else
      waiting?.resolve(message)
  }

  #toError(failure: EngineFailure): Error {
    return failure.code === 'transaction_timeout' ? new TransactionTimeoutError(this.#idleTransactionMs) : new StatementError(failure)
  }

  #end(why: Error): void {
    this.#ended ??= why
    for (const { reject } of this.#waiting.values())
      reject(this.#ended)
    this.#waiting.clear()
  }
}
