import type { ChildProcess } from 'node:child_process'
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { selfSignedCertificate } from '../support/self-signed-certificate.ts'
import { getJson } from './kernel-caller.ts'

const main = fileURLToPath(new URL('../portal/main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'portal-main-'))
afterAll(() => rmSync(folder, { recursive: true }))

function start(env: Record<string, string>): { child: ChildProcess, said: Promise<string>, ended: Promise<number | null> } {
  const child = fork(main, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...process.env, PORTAL_PORT: '0', DEMO_LEADS: '0', ...env } })
  let text = ''
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const said = new Promise<string>((resolve) => {
    const hear = (chunk: unknown): void => {
      text += String(chunk)
      if (text.includes('ready portal='))
        resolve(text)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => resolve(text))
  })
  return { child, said, ended }
}

describe('npm run portal', () => {
  it('says where it is, knows the webhook of user 1 and ends when told', async () => {
    const { child, said, ended } = start({ PORTAL_WEBHOOK: 'other' })
    const url = /ready portal=(http:\/\/127\.0\.0\.1:\d+)\n/.exec(await said)?.[1]
    expect((await getJson(`${url}/rest/1/other/profile`)).body.result).toMatchObject({ ID: '1', ADMIN: true })
    expect((await getJson(`${url}/rest/1/demo/profile`)).status).toBe(401)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it('speaks https with a certificate', async () => {
    const { cert, key } = selfSignedCertificate(Date.now())
    const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
    writeFileSync(certFile, cert)
    writeFileSync(keyFile, key)
    const { child, said, ended } = start({ PORTAL_TLS_CERT: certFile, PORTAL_TLS_KEY: keyFile })
    expect(await said).toMatch(/ready portal=https:\/\/127\.0\.0\.1:\d+\n/)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  })

  it.each([
    [{ PORTAL_PORT: 'eighty' }, 'PORTAL_PORT must be a whole number'],
    [{ PORTAL_TLS_CERT: 'cert.pem' }, 'PORTAL_TLS_CERT and PORTAL_TLS_KEY belong together'],
  ])('refuses the settings %j by name', async (env, words) => {
    const { said, ended } = start(env)
    expect(await ended).not.toBe(0)
    expect(await said).toContain(words)
  })
})
