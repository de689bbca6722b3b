import type { Logger } from 'pino'
import pino from 'pino'
import { PortalCallError } from './bitrix/portal-errors.ts'

/** Keys whose values never reach a line, wherever they stand up to three levels deep. */
const SECRET_KEYS = ['token', 'accessToken', 'refreshToken', 'applicationToken', 'clientSecret', 'access_token', 'refresh_token', 'application_token', 'client_secret', 'auth', 'AUTH_ID', 'REFRESH_ID', 'APPLICATION_TOKEN', 'authorization', 'password']

/** The house's logger: structured lines, secrets cut out, errors without the raw causes that hold addresses with tokens. */
export function createLogger(level: string, destination?: pino.DestinationStream): Logger {
  return pino({
    level,
    base: null,
    redact: { paths: SECRET_KEYS.flatMap(key => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
    serializers: { err: describeError, error: describeError, req: () => undefined, res: () => undefined },
  }, destination ?? pino.destination({ sync: false }))
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error))
    return { message: String(error) }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    code: typeof code === 'string' ? code : undefined,
    message: withoutQueries(error.message),
    stack: error.stack === undefined ? undefined : withoutQueries(error.stack),
    ...(error instanceof PortalCallError ? { method: error.method, status: error.status } : {}),
    ...(error.cause instanceof Error && !(error instanceof PortalCallError) ? { cause: describeError(error.cause) } : {}),
  }
}

/** Addresses in messages lose everything behind the question mark and their passwords. */
function withoutQueries(text: string): string {
  return text.replace(/(https?:\/\/[^\s?"']+)\?[^\s"']*/g, '$1?[cut]').replace(/(\w+:\/\/)[^\s:@/]+:[^\s@/]+@/g, '$1[cut]@')
}
