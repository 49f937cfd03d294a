import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'

export async function findTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

export async function findUdpPort(): Promise<number> {
  const found = await tryUdpPort(0)
  if (found === null) throw new Error('no free port')
  return found
}

/** The first of a row of ports, even, as RTP wants it. Who takes one of the row later only makes it shorter. */
export async function findUdpRow(from: number, count: number): Promise<number> {
  for (let port = from + 2 * (process.pid % 5_000); ; port += count) {
    if ((await tryUdpPort(port)) !== null) return port
  }
}

async function tryUdpPort(port: number): Promise<number | null> {
  const socket = createSocket('udp4')
  const isFree = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false))
    socket.bind(port, '127.0.0.1', () => resolve(true))
  })
  if (!isFree) return null
  const found = socket.address().port
  await new Promise<void>((resolve) => socket.close(() => resolve()))
  return found
}
