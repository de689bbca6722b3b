import { z } from 'zod'

/** Text of a switch; anything else is a mistake, so that `ALLOW_PRIVATE_HOSTS=yes` is not silently off. */
const switchSchema = z.enum(['0', '1', ''], { error: 'is neither 0 nor 1. Write 1 to switch it on, 0 or nothing to switch it off.' })
  .default('0')
  .transform(text => text === '1')

const textSchema = (what: string) => z.string({ error: `is missing. ${what}` }).trim().min(1, `is empty. ${what}`)

const postgresUrlSchema = z.string()
  .regex(/^postgres(ql)?:\/\//, 'is no Postgres address. Write it as postgres://user:password@host:5432/database.')

const emptyIsAbsent = (value: unknown) => value === '' ? undefined : value

/** Settings of `npm start` one by one, as text of the environment; what they mean together is checked in `config.ts`. */
export const environmentSchema = z.object({
  /** TCP port to listen on; 0 = any free one. @default 3000 */
  PORT: z.preprocess(emptyIsAbsent, z.coerce.number({ error: 'is no number. Write a port such as 3000.' })
    .int('is no whole number. Write a port such as 3000.')
    .min(0, 'is below 0. Write a port such as 3000.')
    .max(65535, 'is above 65535. Write a port such as 3000.')
    .default(3000)),
  /** Address to bind to. @default 127.0.0.1 */
  HOST: z.preprocess(emptyIsAbsent, z.string().default('127.0.0.1')),
  /** Public address of the application, without a path. */
  APP_URL: textSchema('Write the public address portals will call, such as https://treaty.example.com.')
    .pipe(z.url({ error: 'is no address. Write it with its scheme, such as https://treaty.example.com.' })),
  DATABASE_URL: z.preprocess(emptyIsAbsent, postgresUrlSchema.optional()),
  EMBEDDED: switchSchema,
  /** Folder of the embedded engine. */
  DATA_DIR: z.preprocess(emptyIsAbsent, z.string().optional()),
  QUEUE_DATABASE_URL: z.preprocess(emptyIsAbsent, postgresUrlSchema.optional()),
  ENCRYPTION_KEY: textSchema('Make one with: openssl rand -hex 32')
    .regex(/^[0-9a-f]{64}$/i, 'is not 64 hexadecimal digits. Make one with: openssl rand -hex 32'),
  /** Former keys, newest first, comma-separated: tokens sealed with them are still read and sealed anew. */
  ENCRYPTION_KEYS_FORMER: z.preprocess(emptyIsAbsent, z.string()
    .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})*$/i, 'is no comma-separated list of keys with 64 hexadecimal digits each.')
    .optional()),
  B24_CLIENT_ID: textSchema('Copy the application id (client_id) from the application card in Bitrix24.'),
  B24_CLIENT_SECRET: textSchema('Copy the application key (client_secret) from the application card in Bitrix24.'),
  /** Origins of the OAuth servers that may be asked, comma-separated; the first is used for new portals. */
  B24_OAUTH_URLS: z.preprocess(emptyIsAbsent, z.string().default('https://oauth.bitrix.info,https://oauth.bitrix24.tech')),
  ALLOW_PRIVATE_HOSTS: switchSchema,
  /** Guards /metrics and the detailed /health; without it both are closed. */
  METRICS_TOKEN: z.preprocess(emptyIsAbsent, z.string().min(16, 'is shorter than 16 characters. Make one with: openssl rand -hex 16').optional()),
  LOG_LEVEL: z.preprocess(emptyIsAbsent, z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    error: 'is unknown. Write fatal, error, warn, info, debug, trace or silent.',
  }).default('info')),
  /** Requests a portal may burst and then make per second; Enterprise plans allow 250 and 5. */
  B24_REQUEST_BURST: z.preprocess(emptyIsAbsent, z.coerce.number({ error: 'is no number.' }).int().min(1, 'is below 1.').default(50)),
  B24_REQUESTS_PER_SECOND: z.preprocess(emptyIsAbsent, z.coerce.number({ error: 'is no number.' }).positive('is not above 0.').default(2)),
  /** Seconds to wait for an answer of a portal; a cloud portal ends every request after 60. */
  B24_ANSWER_TIMEOUT_SEC: z.preprocess(emptyIsAbsent, z.coerce.number({ error: 'is no number.' }).positive('is not above 0.').default(65)),
})

/** The environment after its first check. */
export type Environment = z.infer<typeof environmentSchema>
