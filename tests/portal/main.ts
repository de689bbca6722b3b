import { readFileSync } from 'node:fs'
import process from 'node:process'
import { startPortal } from './start-portal.ts'

/*
 * `npm run portal`. Settings: PORTAL_PORT (8080), PORTAL_WEBHOOK (demo), DEMO_LEADS (2000), PORTAL_SEED (1),
 * PORTAL_LANGUAGE (ru | en), PORTAL_TLS_CERT and PORTAL_TLS_KEY (PEM files), PORTAL_OAUTH_PORT (shared with the portal),
 * PORTAL_REST_LOG (file).
 */
const { env } = process

function wholeNumber(name: string, fallback: number): number {
  const text = env[name]
  if (text === undefined || text === '')
    return fallback
  if (!/^\d+$/.test(text))
    throw new Error(`${name} must be a whole number, not "${text}"`)
  return Number(text)
}

function tlsFiles(): { cert: string, key: string } | undefined {
  const { PORTAL_TLS_CERT: cert, PORTAL_TLS_KEY: key } = env
  if (!cert !== !key)
    throw new Error('PORTAL_TLS_CERT and PORTAL_TLS_KEY belong together: set both or none')
  return cert && key ? { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') } : undefined
}

const port = wholeNumber('PORTAL_PORT', 8080)
const running = await startPortal({
  port,
  webhookSecret: env.PORTAL_WEBHOOK || 'demo',
  demoLeads: wholeNumber('DEMO_LEADS', 2000),
  seed: wholeNumber('PORTAL_SEED', 1),
  language: env.PORTAL_LANGUAGE === 'en' ? 'en' : 'ru',
  tls: tlsFiles(),
  oauthPort: env.PORTAL_OAUTH_PORT ? wholeNumber('PORTAL_OAUTH_PORT', 0) : undefined,
  restLogFile: env.PORTAL_REST_LOG || undefined,
}).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE')
    throw error
  console.error(`Port ${port} is taken: set PORTAL_PORT to another, or to 0 for any free one`)
  process.exit(1)
})
let isClosing = false
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (isClosing)
      return
    isClosing = true
    void running.close().then(() => process.exit(0))
  })
}

console.log(`ready portal=${running.url}`)
