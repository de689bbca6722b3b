import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import { noSecretsInLogs } from '../../lint/no-secrets-in-logs.js'

function faults(code: string): string[] {
  const linter = new Linter()
  // The rule is plain JavaScript; the linter's own type of a rule is wider than what it needs.
  const rule = noSecretsInLogs as never
  return linter.verify(code, [{ plugins: { house: { rules: { 'no-secrets-in-logs': rule } } }, rules: { 'house/no-secrets-in-logs': 'error' } }]).map(message => message.message)
}

describe('the lint rule against secrets in logs', () => {
  it.each([
    'logger.info({ token }, "x")',
    'logger.info({ token: row.value }, "x")',
    'logger.warn(accessToken)',
    'options.logger.error({ who: portal.refreshToken }, "x")',
    'request.log.debug(`opened ' + '$' + '{request.url}`)',
    'logger.info("sent " + clientSecret)',
    'logger.info({ ...auth }, "x")',
    'logger.info({ inner: { deep: [grant.accessToken] } }, "x")',
    'logger.info({ at: describe(portal.clientEndpoint) }, "x")',
    'console.log(config.encryptionKey)',
    'deps.log.warn({ fault: ok ? "a" : applicationToken }, "x")',
    'logger.child({ authorization: header })',
  ])('finds the secret in %s', (code) => {
    expect(faults(code)).toHaveLength(1)
  })

  it.each([
    'logger.info({ portalId, code: error.code }, "tokens adopted")',
    'logger.error({ err: error }, "request failed")',
    'tokens.read(portalId, refreshToken)',
    'logger.info({ tokenState: "dead" }, "x")',
    'dialog.info(token)',
  ])('leaves %s alone', (code) => {
    expect(faults(code)).toEqual([])
  })
})
