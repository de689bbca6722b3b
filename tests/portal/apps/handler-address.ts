import { RestError } from '../rest/rest-error.ts'

/**
 * Checks the address of a handler or widget. Names of this machine are refused; numeric loopback addresses are not.
 * @throws RestError ERROR_WRONG_HANDLER_URL, ERROR_UNSUPPORTED_PROTOCOL
 */
export function checkHandlerAddress(address: string): URL {
  if (!URL.canParse(address))
    throw new RestError(400, 'ERROR_WRONG_HANDLER_URL', 'Wrong handler URL')
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new RestError(400, 'ERROR_UNSUPPORTED_PROTOCOL', 'Unsupported handler protocol')
  if (url.hostname === '' || url.hostname === 'localhost' || url.hostname.endsWith('.localhost'))
    throw new RestError(400, 'ERROR_WRONG_HANDLER_URL', 'Wrong handler URL')
  return url
}
