/** What the main thread asks of the worker that owns the embedded engine. `handle` names an open transaction. */
export type EngineRequest
  = | { kind: 'run', sql: string, values: readonly unknown[], handle: number | null }
    | { kind: 'exec', sql: string, handle: number | null }
    | { kind: 'begin', handle: number, sql: string }
    | { kind: 'end', handle: number, sql: 'commit' | 'rollback' }
    | { kind: 'dump' }
    | { kind: 'close' }

/** A request with the number its answer will carry. */
export type NumberedRequest = EngineRequest & { id: number }

/** Rows of the last statement. */
export interface EngineRows {
  rows: unknown[]
  affectedRows: number
}

/** How a request failed; classes do not survive the way between threads. */
export interface EngineFailure {
  message: string
  /** SQLSTATE, or one of our own codes. */
  code: string
  constraint?: string | undefined
}

/** What the worker says. */
export type EngineMessage
  = | { kind: 'ready' }
    | { kind: 'answer', id: number, result?: EngineRows, dump?: Uint8Array }
    | { kind: 'failure', id: number, failure: EngineFailure }
    | { kind: 'notification', payload: string }

/** How the worker starts. */
export interface EngineStart {
  dataDir: string
  snapshot: Uint8Array | undefined
  channel: string
  /** A transaction that does nothing for so long is rolled back. */
  idleTransactionMs: number
}
