import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from 'kysely'
import type { EngineThread } from './engine-thread.ts'
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'

let lastHandle = 0

/** One user of the engine: outside a transaction each statement queues alone, inside it holds the engine whole. */
class EmbeddedConnection implements DatabaseConnection {
  readonly #thread: EngineThread
  #handle: number | null = null

  constructor(thread: EngineThread) {
    this.#thread = thread
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { result } = await this.#thread.ask({ kind: 'run', sql: query.sql, values: query.parameters, handle: this.#handle })
    // The cast: the shape of the rows is known to the builder that made the query.
    return { rows: (result?.rows ?? []) as Row[], numAffectedRows: BigInt(result?.affectedRows ?? 0) }
  }

  async begin(settings: TransactionSettings): Promise<void> {
    const handle = ++lastHandle
    const level = settings.isolationLevel === undefined ? '' : ` isolation level ${settings.isolationLevel}`
    await this.#thread.ask({ kind: 'begin', handle, sql: `begin${level}` })
    this.#handle = handle
  }

  async end(sql: 'commit' | 'rollback'): Promise<void> {
    const handle = this.#handle
    this.#handle = null
    if (handle !== null)
      await this.#thread.ask({ kind: 'end', handle, sql })
  }

  async* streamQuery<Row>(query: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    yield await this.executeQuery<Row>(query)
  }
}

class EmbeddedDriver implements Driver {
  readonly #thread: EngineThread

  constructor(thread: EngineThread) {
    this.#thread = thread
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<EmbeddedConnection> {
    return new EmbeddedConnection(this.#thread)
  }

  beginTransaction(connection: EmbeddedConnection, settings: TransactionSettings): Promise<void> {
    return connection.begin(settings)
  }

  commitTransaction(connection: EmbeddedConnection): Promise<void> {
    return connection.end('commit')
  }

  rollbackTransaction(connection: EmbeddedConnection): Promise<void> {
    return connection.end('rollback')
  }

  async releaseConnection(): Promise<void> {}

  destroy(): Promise<void> {
    return this.#thread.close()
  }
}

/** The query builder's way to the embedded engine. */
export function pgliteDialect(thread: EngineThread): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new EmbeddedDriver(thread),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}
