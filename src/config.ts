import type { Environment } from './config-schema.ts'
import { join } from 'node:path'
import { environmentSchema } from './config-schema.ts'

/** How the server runs. Keys and secrets in it are never printed: give parts of it to those who need them. */
export interface Config {
  port: number
  host: string
  /** Origin of the application, no trailing slash. */
  appUrl: string
  database: { engine: 'postgres', url: string } | { engine: 'pglite', dataDir: string }
  /** Postgres of the job queue; null on the embedded engine. */
  queueUrl: string | null
  /** First seals, all open. Each 32 bytes. */
  encryptionKeys: Uint8Array[]
  bitrix: {
    clientId: string
    clientSecret: string
    /** Allow-list of OAuth origins; the first is used for new portals. */
    oauthOrigins: string[]
    allowPrivateHosts: boolean
    requestBurst: number
    requestsPerSecond: number
    answerTimeoutMs: number
  }
  /** null closes /metrics and the detailed /health. */
  metricsToken: string | null
  logLevel: Environment['LOG_LEVEL']
}

/** One setting that is wrong, and what to do about it. */
export interface ConfigProblem {
  setting: string
  message: string
}

/** The environment cannot be used. The message names every mistake and holds no value of any setting. */
export class ConfigError extends Error {
  readonly code = 'config_invalid'
  readonly problems: ConfigProblem[]

  constructor(problems: ConfigProblem[]) {
    super(['The settings cannot be used:', ...problems.map(problem => `  ${problem.setting} ${problem.message}`)].join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/**
 * Settings from environment variables.
 * @throws ConfigError naming every mistake at once
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environmentSchema.safeParse(env)
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(issue => ({
      setting: String(issue.path[0]),
      message: issue.message,
    })))
  }
  const problems = [...appUrlProblems(parsed.data), ...databaseProblems(parsed.data), ...oauthProblems(parsed.data)]
  if (problems.length > 0)
    throw new ConfigError(problems)
  return toConfig(parsed.data)
}

function appUrlProblems(env: Environment): ConfigProblem[] {
  const url = new URL(env.APP_URL)
  const problem = (message: string) => [{ setting: 'APP_URL', message }]
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return problem('is neither https nor http. Write it as https://treaty.example.com.')
  if (url.username || url.search || url.hash || (url.pathname !== '/' && url.pathname !== ''))
    return problem('has more than scheme, host and port. Write it as https://treaty.example.com.')
  if (url.hostname === 'localhost')
    return problem('is localhost, which Bitrix24 refuses for handlers. Write 127.0.0.1 instead.')
  if (url.protocol === 'http:' && !env.ALLOW_PRIVATE_HOSTS)
    return problem('is not https. Portals require https; for a private network set ALLOW_PRIVATE_HOSTS=1 as well.')
  if (url.protocol === 'http:' && url.hostname !== '127.0.0.1')
    return problem('is http on another host than 127.0.0.1. Over the network tokens need https.')
  return []
}

function databaseProblems(env: Environment): ConfigProblem[] {
  if (env.DATABASE_URL && env.EMBEDDED)
    return [{ setting: 'EMBEDDED', message: 'is 1 although DATABASE_URL is set. Keep one of them.' }]
  if (!env.DATABASE_URL && !env.EMBEDDED)
    return [{ setting: 'DATABASE_URL', message: 'is missing. Set it to a Postgres address, or set EMBEDDED=1 and DATA_DIR for the built-in engine.' }]
  if (env.EMBEDDED && !env.DATA_DIR)
    return [{ setting: 'DATA_DIR', message: 'is missing. With EMBEDDED=1 name the folder where data is kept.' }]
  if (env.EMBEDDED && env.QUEUE_DATABASE_URL)
    return [{ setting: 'QUEUE_DATABASE_URL', message: 'needs DATABASE_URL. The built-in engine keeps its queue itself.' }]
  return []
}

function oauthProblems(env: Environment): ConfigProblem[] {
  const problem = (message: string) => ({ setting: 'B24_OAUTH_URLS', message })
  return oauthOrigins(env).flatMap((text) => {
    if (!URL.canParse(text))
      return [problem('holds something that is no address. Write origins such as https://oauth.bitrix.info, separated by commas.')]
    const url = new URL(text)
    if (url.origin !== text)
      return [problem('holds more than scheme and host. Write origins such as https://oauth.bitrix.info, without a path.')]
    if (url.protocol !== 'https:' && !env.ALLOW_PRIVATE_HOSTS)
      return [problem('holds an address that is not https. The application key would travel in the open.')]
    return []
  })
}

function oauthOrigins(env: Environment): string[] {
  return env.B24_OAUTH_URLS.split(',').map(text => text.trim().replace(/\/$/, '')).filter(text => text !== '')
}

function toConfig(env: Environment): Config {
  const keys = [env.ENCRYPTION_KEY, ...env.ENCRYPTION_KEYS_FORMER?.split(',') ?? []]
  return {
    port: env.PORT,
    host: env.HOST,
    appUrl: new URL(env.APP_URL).origin,
    database: env.DATABASE_URL
      ? { engine: 'postgres', url: env.DATABASE_URL }
      : { engine: 'pglite', dataDir: join(env.DATA_DIR ?? '', 'pglite') },
    queueUrl: env.QUEUE_DATABASE_URL ?? env.DATABASE_URL ?? null,
    encryptionKeys: keys.map(key => Buffer.from(key, 'hex')),
    bitrix: {
      clientId: env.B24_CLIENT_ID,
      clientSecret: env.B24_CLIENT_SECRET,
      oauthOrigins: oauthOrigins(env),
      allowPrivateHosts: env.ALLOW_PRIVATE_HOSTS,
      requestBurst: env.B24_REQUEST_BURST,
      requestsPerSecond: env.B24_REQUESTS_PER_SECOND,
      answerTimeoutMs: env.B24_ANSWER_TIMEOUT_SEC * 1000,
    },
    metricsToken: env.METRICS_TOKEN ?? null,
    logLevel: env.LOG_LEVEL,
  }
}
