import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CuttingProxy, startCuttingProxy } from './cutting-proxy.ts'

let echo: Server
let proxy: CuttingProxy
let open: Socket[] = []

beforeEach(async () => {
  echo = createServer((socket) => {
    socket.on('error', () => {})
    socket.pipe(socket)
  })
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  const address = echo.address()
  proxy = await startCuttingProxy(typeof address === 'object' && address ? address.port : 0)
  open = []
})
afterEach(async () => {
  for (const socket of open) socket.destroy()
  await proxy.stop()
  await new Promise((resolve) => echo.close(resolve))
})

function dial() {
  const heard = { text: '', closed: false }
  const socket = connect(proxy.port, '127.0.0.1')
  open.push(socket)
  socket.on('data', (bytes) => {
    heard.text += String(bytes)
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    heard.closed = true
  })
  return { heard, say: (text: string) => socket.write(text) }
}
const until = (holds: () => boolean) => expect.poll(holds, { timeout: 5_000, interval: 5 }).toBe(true)

it('carries both ways, and breaks in the middle of what is said', async () => {
  const line = dial()
  line.say('whole')
  await until(() => line.heard.text === 'whole')
  proxy.cut('mid-frame')
  line.say('12345678')
  await until(() => line.heard.closed)
  expect(line.heard.text.length).toBeLessThan('whole12345678'.length)
  const refused = dial()
  await until(() => refused.heard.closed)
  proxy.mend()
  const again = dial()
  again.say('back')
  await until(() => again.heard.text === 'back')
})

it('half-open: swallows for ever and never says so, newcomers after it are served', async () => {
  const line = dial()
  line.say('a')
  await until(() => line.heard.text === 'a')
  proxy.cut('half-open')
  const during = dial()
  line.say('b')
  during.say('c')
  await until(() => proxy.accepted() === 2)
  proxy.mend()
  line.say('d')
  const after = dial()
  after.say('e')
  await until(() => after.heard.text === 'e')
  expect([line.heard, during.heard]).toEqual([
    { text: 'a', closed: false },
    { text: '', closed: false },
  ])
})

it('stall: holds everything back and then lets it go on in order', async () => {
  const line = dial()
  line.say('a')
  await until(() => line.heard.text === 'a')
  proxy.cut('stall')
  line.say('b')
  line.say('c')
  const during = dial()
  during.say('d')
  await until(() => proxy.holding() === 2)
  expect([line.heard.text, during.heard.text]).toEqual(['a', ''])
  proxy.mend()
  await until(() => line.heard.text === 'abc' && during.heard.text === 'd')
})
