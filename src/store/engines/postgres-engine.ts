import type { Engine } from '../engine.ts'
import { PostgresDialect } from 'kysely'
import pg from 'pg'
import { columnParsers } from '../column-parsers.ts'
import { DatabaseUnreachableError } from '../store-errors.ts'
import { PostgresListener } from './postgres-listener.ts'

/** How to reach Postgres. */
export interface PostgresSettings {
  databaseUrl: string
  poolSize: number
  schema: string
}

/** Instants as text with a zone we know, and our tables before all others. A forgotten transaction ends by itself. */
function sessionOptions(schema: string): string {
  return `-c timezone=UTC -c search_path=${schema} -c idle_in_transaction_session_timeout=10000`
}

/** What to do about a connection that fails, by the code of the network or of Postgres. */
const ADVICE: Readonly<Record<string, string>> = {
  'ECONNREFUSED': 'nothing listens at this host and port. Start Postgres, or correct the address.',
  'ENOTFOUND': 'there is no such host. Correct the address.',
  'EAI_AGAIN': 'the name of the host cannot be looked up. Correct the address, or the name service.',
  'ETIMEDOUT': 'the host does not answer. Check address, port and firewall.',
  '28P01': 'the password is wrong. Correct it in the address; special characters are written as %40 and so on.',
  '28000': 'this user may not connect. Check the user and pg_hba.conf.',
  '3D000': 'there is no such database. Make it with: createdb <name>',
  '42501': 'this user may not do what the app needs. Make him the owner of the database.',
  '53300': 'Postgres has no connection left. Raise max_connections, or stop what holds them.',
}

/** The codes alone are told: messages of drivers hold addresses. */
function adviceOn(error: unknown): string {
  const causes = error instanceof AggregateError ? error.errors as unknown[] : [error]
  const code = causes.map(cause => (cause as { code?: unknown } | null)?.code).find(found => typeof found === 'string') ?? ''
  return ADVICE[String(code)] ?? `the connection failed${code === '' ? '' : ` (${String(code)})`}. Check host, port, user, password and database name.`
}

/**
 * Opens a pool on Postgres, and one more connection that listens.
 * @throws DatabaseUnreachableError saying what to do
 */
export async function openPostgresEngine(settings: PostgresSettings): Promise<Engine> {
  const connection = { connectionString: settings.databaseUrl, options: sessionOptions(settings.schema), connectionTimeoutMillis: 10_000 }
  const pool = new pg.Pool({ ...connection, max: settings.poolSize, types: { getTypeParser } })
  // An idle connection that breaks is replaced by the pool at the next use; a statement under way gets its own error.
  pool.on('error', () => undefined)
  // While a connection is in use nobody but us listens to its errors, and an unheard one would end the process; the statement under way is told anyway.
  pool.on('connect', client => void client.on('error', () => undefined))
  const listener = new PostgresListener(connection)
  await listener.start().catch(async (error) => {
    await pool.end()
    throw new DatabaseUnreachableError(adviceOn(error), error)
  })
  return {
    name: 'postgres',
    dialect: new PostgresDialect({ pool }),
    onNotification: target => listener.add(target),
    async executeSql(text, values) {
      const client = await pool.connect()
      try {
        const result: pg.QueryResult | pg.QueryResult[] = await client.query(text, values)
        client.release()
        const last = Array.isArray(result) ? result.at(-1) : result
        return { rows: last?.rows ?? [] }
      }
      catch (error) {
        // A text of several statements may have failed between its own begin and commit: nobody gets such a connection next.
        client.release(true)
        throw error
      }
    },
    async vacuum() {},
    async close() {
      await listener.close()
      if (!pool.ended)
        await pool.end()
    },
  }
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  const own = format === 'binary' ? undefined : columnParsers[oid]
  // The cast: the declared overloads of pg.types name every format; this is the one we were asked for.
  return own ?? pg.types.getTypeParser(oid, format as 'text')
}
