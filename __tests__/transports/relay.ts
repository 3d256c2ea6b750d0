// A bad network: a relay in front of a server that resets connections, or stops passing anything on.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Relay = {
  readonly port: number
  /** How many connections came. */
  readonly connections: () => number
  /** From now on nothing gets through, in either direction, and neither side learns of it. */
  swallow(): void
  close(): Promise<void>
}

/** The first `resets` connections are reset at once. */
export async function relayTo(port: number, { resets = 0 } = {}): Promise<Relay> {
  const pairs: [Socket, Socket][] = []
  let connections = 0
  const server = createServer(client => {
    connections += 1
    client.on('error', () => {})
    if (connections <= resets) {
      client.resetAndDestroy()
      return
    }
    const upstream = connect(port, '127.0.0.1').on('error', () => {})
    pairs.push([client, upstream])
    client.pipe(upstream)
    upstream.pipe(client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    swallow() {
      for (const [client, upstream] of pairs) {
        client.unpipe(upstream)
        upstream.unpipe(client)
      }
    },
    async close() {
      for (const socket of pairs.flat()) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
