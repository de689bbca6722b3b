import type { Results } from '@electric-sql/pglite'
import type { EngineRows, EngineStart, NumberedRequest } from './pglite-messages.ts'
import { PGlite } from '@electric-sql/pglite'
import { columnParsers } from '../column-parsers.ts'
import { TransactionTimeoutError } from '../store-errors.ts'
import { ExclusiveTurns } from './exclusive-turns.ts'

/** An open transaction: it holds the engine until it ends. */
interface OpenTransaction {
  release: () => void
  idleTimer: NodeJS.Timeout | undefined
}

/** The embedded engine and the queue of its exclusive handles: nothing slips between BEGIN and COMMIT. */
export class EmbeddedEngine {
  readonly #pglite: PGlite
  readonly #turns = new ExclusiveTurns()
  readonly #open = new Map<number, OpenTransaction>()
  readonly #idleTransactionMs: number

  private constructor(pglite: PGlite, idleTransactionMs: number) {
    this.#pglite = pglite
    this.#idleTransactionMs = idleTransactionMs
  }

  /** Opens the database, new when the folder is empty, and passes on what is notified on the channel. */
  static async open(start: EngineStart, onNotification: (payload: string) => void): Promise<EmbeddedEngine> {
    const pglite = await PGlite.create({
      dataDir: start.dataDir,
      parsers: { ...columnParsers },
      ...(start.snapshot === undefined ? {} : { loadDataDir: new Blob([new Uint8Array(start.snapshot)]) }),
    })
    await pglite.listen(start.channel, onNotification)
    return new EmbeddedEngine(pglite, start.idleTransactionMs)
  }

  /** Does what is asked when it is its turn. */
  async answer(request: NumberedRequest): Promise<{ result?: EngineRows, dump?: Uint8Array }> {
    switch (request.kind) {
      case 'run': return { result: await this.#within(request.handle, async () => toRows(await this.#pglite.query(request.sql, [...request.values]))) }
      case 'exec': return { result: await this.#within(request.handle, async () => toRows((await this.#pglite.exec(request.sql)).at(-1))) }
      case 'begin': return this.#begin(request.handle, request.sql)
      case 'end': return this.#end(request.handle, request.sql)
      case 'dump': return { dump: await this.#alone(async () => new Uint8Array(await (await this.#pglite.dumpDataDir('none')).arrayBuffer())) }
      case 'close': return this.#alone(async () => {
        await this.#pglite.close()
        return {}
      })
    }
  }

  /** Runs inside the open transaction, or alone when there is none. */
  async #within<Result>(handle: number | null, work: () => Promise<Result>): Promise<Result> {
    if (handle === null)
      return this.#alone(work)
    const transaction = this.#transaction(handle)
    clearTimeout(transaction.idleTimer)
    try {
      return await work()
    }
    finally {
      this.#watch(handle, transaction)
    }
  }

  async #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const release = await this.#turns.take()
    try {
      return await work()
    }
    finally {
      release()
    }
  }

  async #begin(handle: number, sql: string): Promise<object> {
    const release = await this.#turns.take()
    try {
      await this.#pglite.exec(sql)
    }
    catch (error) {
      release()
      throw error
    }
    const transaction = { release, idleTimer: undefined }
    this.#open.set(handle, transaction)
    this.#watch(handle, transaction)
    return {}
  }

  async #end(handle: number, sql: 'commit' | 'rollback'): Promise<object> {
    const { release, idleTimer } = this.#transaction(handle)
    clearTimeout(idleTimer)
    this.#open.delete(handle)
    try {
      await this.#pglite.exec(sql)
    }
    finally {
      release()
    }
    return {}
  }

  #transaction(handle: number): OpenTransaction {
    const transaction = this.#open.get(handle)
    if (transaction === undefined)
      throw new TransactionTimeoutError(this.#idleTransactionMs)
    return transaction
  }

  /** A forgotten transaction would stop the whole house: after a while it is rolled back. */
  #watch(handle: number, transaction: OpenTransaction): void {
    clearTimeout(transaction.idleTimer)
    transaction.idleTimer = setTimeout(() => {
      // Nobody waits for this rollback; if it fails, the engine is broken and every later statement says so.
      this.#end(handle, 'rollback').catch(() => undefined)
    }, this.#idleTransactionMs)
    transaction.idleTimer.unref()
  }
}

function toRows(results: Results | undefined): EngineRows {
  return { rows: results?.rows ?? [], affectedRows: results?.affectedRows ?? 0 }
}
