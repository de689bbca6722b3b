import type { Agent as HttpsAgent } from 'node:https'
import type { ResolveName } from '../../../src/bitrix/guarded-agents.ts'
import { describe, expect, it } from 'vitest'
import { createFileGuard } from '../../../src/bitrix/file-guard.ts'
import { createGuardedAgents } from '../../../src/bitrix/guarded-agents.ts'
import { PrivateAddressError } from '../../../src/bitrix/portal-errors.ts'
import { isPrivateAddress } from '../../../src/bitrix/private-address.ts'

describe('addresses nobody may have', () => {
  it.each(['https://169.254.169.254/rest/', 'http://100.100.100.200/', 'http://[fd00:ec2::254]/', 'http://[::ffff:169.254.169.254]/', 'http://[fe80::1]/', 'http://0.0.0.0/'])('are refused even where private hosts are allowed: %s', (address) => {
    const open = createGuardedAgents({ allowPrivateHosts: true })
    expect(() => open.check(address, 'app.info')).toThrow()
    open.close()
  })
})

describe('where a recording may be fetched from', () => {
  const portal = 'http://10.1.2.3:8080'
  const may = (address: string, allowPrivateHosts = false): boolean => {
    const guard = createFileGuard({ allowPrivateHosts })
    try {
      guard.judge(new URL(address), portal)
      return true
    }
    catch (error) {
      expect(error).toBeInstanceOf(PrivateAddressError)
      return false
    }
    finally {
      guard.close()
    }
  }

  it.each([
    ['https://pbx.example/1.mp3', true, true],
    ['http://pbx.example/1.mp3', false, true],
    ['https://192.168.1.5/1.mp3', false, true],
    ['http://10.1.2.3:8080/rest/download.json', false, true],
    ['http://127.0.0.1:8080/1.mp3', false, false],
    ['https://[::1]/1.mp3', false, false],
    ['https://2130706433/1.mp3', false, false],
    ['https://169.254.169.254/latest', false, false],
    ['file:///etc/passwd', false, false],
  ])('%s: in a public network %s, with private hosts allowed %s', (address, publicly, privately) => {
    expect([may(address), may(address, true)]).toEqual([publicly, privately])
  })

  it('refuses a name whose second answer leads to this machine: every resolution is judged', async () => {
    const answers = ['8.8.8.8', '127.0.0.1']
    // The cast: of the overloads of `dns.lookup` only the one with all addresses is used.
    const resolveName = ((_name: string, _options: object, done: (error: null, found: { address: string, family: number }[]) => void) =>
      done(null, [{ address: answers.shift()!, family: 4 }])) as unknown as ResolveName
    const guard = createFileGuard({ allowPrivateHosts: true, resolveName })
    // The cast: an https address gets the agent for https.
    const { lookup } = (guard.judge(new URL('https://pbx.example/1.mp3'), portal) as HttpsAgent).options
    const ask = (): Promise<string> => new Promise((resolve, reject) => lookup!('pbx.example', {}, (error, address) => error ? reject(error) : resolve(String(address))))
    expect(await ask()).toBe('8.8.8.8')
    await expect(ask()).rejects.toBeInstanceOf(PrivateAddressError)
    guard.close()
  })
})

describe('addresses a public portal can have', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fe80::1%eth0', 'fd00::1', '::ffff:10.0.0.1', '::ffff:127.0.0.1', '64:ff9b::a00:1', '[::1]', 'not an address'])('are not %s', (address) => {
    expect(isPrivateAddress(address)).toBe(true)
  })

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])('may be %s', (address) => {
    expect(isPrivateAddress(address)).toBe(false)
  })

  it.each(['http://acme.bitrix24.eu/rest/', 'https://10.0.0.1/rest/', 'https://[::1]/rest/', 'https://2130706433/rest/', 'https://0x7f.1/rest/'])('refuse %s unless private hosts are allowed', (address) => {
    const strict = createGuardedAgents({ allowPrivateHosts: false })
    const open = createGuardedAgents({ allowPrivateHosts: true })
    expect(() => strict.check(address, 'app.info')).toThrow('ALLOW_PRIVATE_HOSTS')
    expect(() => open.check(address, 'app.info')).not.toThrow()
    strict.close()
    open.close()
  })

  it('refuse a name that resolves to a private address at the moment of the connection', async () => {
    const agents = createGuardedAgents({ allowPrivateHosts: false })
    const { lookup } = agents.https.options
    const refused = await new Promise<Error | null>(resolve => lookup?.('localhost', {}, error => resolve(error)))
    expect(refused?.message).toContain('private network')
    agents.close()
  })
})
