/** The database has been changed by a newer version of the app; this one would misread it. */
export class DatabaseNewerError extends Error {
  override readonly name = 'DatabaseNewerError'
  readonly code = 'database_newer'

  constructor(unknown: string[]) {
    super(`The database belongs to a newer version of the app (it has ${unknown.join(', ')}). Start that version or a later one, or restore a backup made before the update.`)
  }
}

/** The database holds something that is not ours. */
export class DatabaseForeignError extends Error {
  override readonly name = 'DatabaseForeignError'
  readonly code = 'database_foreign'

  constructor(tables: string[]) {
    super(`The database holds tables of something else (${tables.slice(0, 5).join(', ')}). Make an empty database for the app and name it in DATABASE_URL.`)
  }
}

/** The database cannot be reached, or does not let us in. Holds neither the address nor the password. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError'
  readonly code = 'database_unreachable'

  constructor(advice: string, cause: unknown) {
    super(`The database of DATABASE_URL cannot be used: ${advice}`, { cause })
  }
}

/** Another process works on this embedded database. Two at once would destroy it. */
export class DataDirLockedError extends Error {
  override readonly name = 'DataDirLockedError'
  readonly code = 'data_dir_locked'

  constructor(dataDir: string, holder: string) {
    super(`The data folder ${dataDir} is in use by ${holder}. Stop that process first, or give this one another DATA_DIR.`)
  }
}

/** The store was closed, or its engine died. */
export class StoreClosedError extends Error {
  override readonly name = 'StoreClosedError'
  readonly code = 'store_closed'

  constructor(message = 'The store is closed.', options?: ErrorOptions) {
    super(message, options)
  }
}

/** A transaction held the embedded engine without using it, so it was rolled back. */
export class TransactionTimeoutError extends Error {
  override readonly name = 'TransactionTimeoutError'
  readonly code = 'transaction_timeout'

  constructor(idleMs: number) {
    super(`A transaction did nothing for ${idleMs} ms and was rolled back. Inside a transaction use only the store it was given, and never wait for the network.`)
  }
}

/** The embedded engine refused a statement. */
export class StatementError extends Error {
  override readonly name = 'StatementError'
  /** SQLSTATE, e.g. `23505`. */
  readonly code: string
  readonly constraint: string | undefined

  constructor(failure: { message: string, code: string, constraint?: string | undefined }) {
    super(failure.message)
    this.code = failure.code
    this.constraint = failure.constraint
  }
}
