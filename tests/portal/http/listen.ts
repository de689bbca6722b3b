import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that listens. */
export interface Listener {
  /** Origin without a trailing slash. */
  url: string
  /** Lets answers in flight finish, then cuts what is left open. Closing twice is the same as once. */
  close: () => Promise<void>
}

/** Time for answers in flight; calls that are kept silent on purpose never end by themselves. */
const graceMs = 500

/** @throws Error when the port is taken */
export async function listen(server: Server, { host, port, isSecure }: { host: string, port: number, isSecure: boolean }): Promise<Listener> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  let closing: Promise<void> | undefined
  return {
    url: `${isSecure ? 'https' : 'http'}://${host}:${address.port}`,
    close: () => (closing ??= shut(server)),
  }
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}
