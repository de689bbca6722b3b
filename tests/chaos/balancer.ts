import type { Socket } from 'node:net'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** What stands in front of several servers: one address, each connection to the next server that takes it. */
export interface Balancer {
  port: number
  close: () => Promise<void>
}

/** Spreads connections over the ports in turn; a server that takes none is passed over, one that is frozen is not noticed, as in life. */
export async function startBalancer(ports: readonly number[], port: number): Promise<Balancer> {
  const open = new Set<Socket>()
  let turn = 0

  function hold(socket: Socket): Socket {
    open.add(socket)
    // Both ends break off when a server is killed: that is what the tests are about.
    return socket.once('close', () => open.delete(socket)).on('error', () => socket.destroy())
  }

  async function reach(): Promise<Socket | null> {
    for (let attempt = 0; attempt < ports.length; attempt += 1) {
      turn += 1
      const socket = connect(ports[turn % ports.length] ?? 0, '127.0.0.1')
      if (await once(socket, 'connect').then(() => true, () => false))
        return hold(socket)
    }
    return null
  }

  const server = createServer({ pauseOnConnect: true }, (client) => {
    hold(client)
    void reach().then((behind) => {
      if (behind === null)
        return client.destroy()
      client.once('close', () => behind.destroy())
      behind.once('close', () => client.destroy())
      client.pipe(behind).pipe(client)
      client.resume()
    })
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port,
    async close() {
      server.close()
      open.forEach(socket => socket.destroy())
      await once(server, 'close')
    },
  }
}
