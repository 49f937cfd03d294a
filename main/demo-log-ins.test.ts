import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createDemoLogIns } from './demo-log-ins.ts'

const logins = [{ login: 'mei', name: 'Lin Mei', role: 'agent', password: 'demo' }]
let hangs = false
let held: ServerResponse[] = []
let heard: () => void
let central: Server
let url = ''

beforeEach(async () => {
  held = []
  central = createServer((_request, answer) => {
    heard()
    if (hangs) held.push(answer)
    else answer.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ logins }))
  })
  await new Promise<void>((resolve) => central.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(central.address() as AddressInfo).port}`
})
afterEach(() => {
  for (const answer of held) answer.destroy()
  central.close()
})

it('are what central said last while it hangs, so that a console opens all the same', async () => {
  const clock = createTestClock(0)
  const ask = createDemoLogIns(url, clock)
  const whenHeard = () =>
    new Promise<void>((resolve) => {
      heard = resolve
    })
  hangs = true
  let reached = whenHeard()
  const first = ask()
  await reached
  await clock.advance(2_000)
  expect(await first).toEqual([])

  hangs = false
  heard = () => {}
  expect(await ask()).toEqual(logins)

  hangs = true
  reached = whenHeard()
  const again = ask()
  await reached
  await clock.advance(2_000)
  expect(await again).toEqual(logins)
})
