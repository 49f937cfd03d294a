import fastifyStatic from '@fastify/static'
import { fastify } from 'fastify'
import { Server } from 'socket.io'

export type FloorPage = {
  url: string
  show(html: string): void
  /** one message to the page */
  send(rows: unknown[][]): void
  stop(): Promise<void>
}

/** Serves the console's still picture, with its own style sheets, and one socket to it. */
export async function serveFloorPage(consoleDir: string): Promise<FloorPage> {
  let picture = ''
  const app = fastify()
  await app.register(fastifyStatic, { root: consoleDir, index: false })
  // the console's own address, so that its relative links hold
  app.get('/work', (_request, reply) => reply.type('text/html').send(picture))
  const io = new Server(app.server, { transports: ['websocket'] })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    show(html) {
      picture = html
    },
    send: (rows) => io.emit('ring', rows),
    async stop() {
      await io.close()
      await app.close()
    },
  }
}
