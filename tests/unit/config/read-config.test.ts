import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../../src/config.ts'

const key = 'ab'.repeat(32)
const good = {
  APP_URL: 'https://treaty.example.com',
  DATABASE_URL: 'postgres://app:hidden-password@db/treaty',
  ENCRYPTION_KEY: key,
  B24_CLIENT_ID: 'local.1.2',
  B24_CLIENT_SECRET: 'hidden-secret',
}

function problemsOf(env: Record<string, string | undefined>): ConfigError {
  let caught: unknown
  try {
    readConfig(env)
  }
  catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(ConfigError)
  return caught as ConfigError
}

describe('settings from the environment', () => {
  it('takes a production environment', () => {
    const config = readConfig(good)
    expect(config).toMatchObject({
      port: 3000,
      appUrl: 'https://treaty.example.com',
      database: { engine: 'postgres' },
      queueUrl: good.DATABASE_URL,
      metricsToken: null,
      bitrix: { oauthOrigins: ['https://oauth.bitrix.info', 'https://oauth.bitrix24.tech'], allowPrivateHosts: false, requestBurst: 50, requestsPerSecond: 2 },
    })
    expect(config.encryptionKeys).toHaveLength(1)
    expect(config.encryptionKeys[0]).toHaveLength(32)
  })

  it('takes the embedded engine with its folder', () => {
    expect(readConfig({ ...good, DATABASE_URL: undefined, EMBEDDED: '1', DATA_DIR: '/data' }).database)
      .toEqual({ engine: 'pglite', dataDir: '/data/pglite' })
  })

  it('keeps former encryption keys behind the current one', () => {
    expect(readConfig({ ...good, ENCRYPTION_KEYS_FORMER: `${'cd'.repeat(32)},${'ef'.repeat(32)}` }).encryptionKeys.map(bytes => bytes[0])).toEqual([0xAB, 0xCD, 0xEF])
  })

  const mistakes: [string, Record<string, string | undefined>, string, RegExp][] = [
    ['no public address', { APP_URL: undefined }, 'APP_URL', /is missing.*https:/],
    ['an address without a scheme', { APP_URL: 'treaty.example.com' }, 'APP_URL', /is no address/],
    ['http without private hosts', { APP_URL: 'http://127.0.0.1:3000' }, 'APP_URL', /ALLOW_PRIVATE_HOSTS=1/],
    ['http on a real host', { APP_URL: 'http://treaty.example.com', ALLOW_PRIVATE_HOSTS: '1' }, 'APP_URL', /127\.0\.0\.1/],
    ['localhost', { APP_URL: 'http://localhost:3000', ALLOW_PRIVATE_HOSTS: '1' }, 'APP_URL', /127\.0\.0\.1 instead/],
    ['a path in the address', { APP_URL: 'https://treaty.example.com/app' }, 'APP_URL', /scheme, host and port/],
    ['no engine', { DATABASE_URL: undefined }, 'DATABASE_URL', /EMBEDDED=1/],
    ['two engines', { EMBEDDED: '1' }, 'EMBEDDED', /Keep one/],
    ['an embedded engine without a folder', { DATABASE_URL: undefined, EMBEDDED: '1' }, 'DATA_DIR', /folder/],
    ['a database that is not Postgres', { DATABASE_URL: 'mysql://db' }, 'DATABASE_URL', /postgres:\/\//],
    ['a short key', { ENCRYPTION_KEY: 'abc' }, 'ENCRYPTION_KEY', /openssl rand -hex 32/],
    ['no application id', { B24_CLIENT_ID: '' }, 'B24_CLIENT_ID', /client_id/],
    ['no application key', { B24_CLIENT_SECRET: undefined }, 'B24_CLIENT_SECRET', /client_secret/],
    ['an OAuth address with a path', { B24_OAUTH_URLS: 'https://oauth.bitrix.info/rest' }, 'B24_OAUTH_URLS', /without a path/],
    ['an OAuth address over http', { B24_OAUTH_URLS: 'http://oauth.example.com' }, 'B24_OAUTH_URLS', /not https/],
    ['a switch with a word', { ALLOW_PRIVATE_HOSTS: 'yes' }, 'ALLOW_PRIVATE_HOSTS', /neither 0 nor 1/],
    ['a port that is no number', { PORT: 'http' }, 'PORT', /no number/],
    ['a short metrics token', { METRICS_TOKEN: 'abc' }, 'METRICS_TOKEN', /16 characters/],
    ['an unknown log level', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL', /is unknown/],
  ]

  it.each(mistakes)('names %s and says what to do', (_name, change, setting, message) => {
    const { problems } = problemsOf({ ...good, ...change })
    expect(problems.map(problem => problem.setting)).toEqual([setting])
    expect(problems[0]?.message).toMatch(message)
  })

  it('names several mistakes at once', () => {
    expect(problemsOf({ DATABASE_URL: good.DATABASE_URL }).problems.map(problem => problem.setting).sort())
      .toEqual(['APP_URL', 'B24_CLIENT_ID', 'B24_CLIENT_SECRET', 'ENCRYPTION_KEY'])
  })

  it('prints no value of any setting', () => {
    const error = problemsOf({ ...good, ENCRYPTION_KEY: 'hidden-key', DATABASE_URL: 'mysql://hidden-password@db', METRICS_TOKEN: 'hidden' })
    expect(`${error.message}${JSON.stringify(error)}`).not.toContain('hidden')
  })
})
