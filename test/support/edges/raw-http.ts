import { connect, type Socket } from 'node:net'

/** Sends exactly these bytes and resolves to everything that came back before the other end hung up. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.on('data', (data) => {
      text += data
    })
    socket.on('close', () => resolve(text))
    socket.on('error', (error) => {
      // hung up on while still talking: what was said before that counts
      if ('code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) return
      reject(error)
    })
  })
}

/** A sender that says its head and then nearly nothing; resolves when it is hung up on. */
export function sendSlowly(port: number, head: string): { socket: Socket; dropped: Promise<string> } {
  const socket = connect(port, '127.0.0.1', () => socket.write(head))
  let text = ''
  const dropped = new Promise<string>((resolve) => {
    socket.on('data', (data) => {
      text += data
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(text))
  })
  return { socket, dropped }
}
