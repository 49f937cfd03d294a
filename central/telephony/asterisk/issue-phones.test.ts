import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createAriClient } from './ari-client.ts'
import { createPhones } from './issue-phones.ts'

const MINUTES = 60_000

let asked: string[]
let close: () => Promise<void>
let url: string

/** An Asterisk that takes every endpoint. */
beforeEach(async () => {
  asked = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.split('/').at(-2)}`)
    request.resume().on('end', () => response.end('[]'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ari`
  close = () => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  }
})
afterEach(() => close())

function setUp() {
  const phones = { url: 'wss://pbx.example.com/ws', iceUrls: [], turnSecret: null }
  const config = {
    url,
    user: 'u',
    password: 'p',
    app: 'ringdesk',
    trunk: 'trunk',
    language: 'en',
    detectMachines: false,
    phones,
  }
  const clock = createTestClock(0)
  let dice = 0
  const random = {
    bytes: (length: number) => {
      dice += 1
      return new Uint8Array(length).fill(dice)
    },
    next: () => 0,
  }
  const log = { info() {}, warn() {}, error() {} }
  const issuer = createPhones({ config, phones, ari: createAriClient(config), clock, random, log })
  return { clock, issue: () => issuer.issue({ address: 'ann', now: clock.now() }) }
}

it("two windows that ask at once get one password, and the first hour's end leaves what was renewed since", async () => {
  const { clock, issue } = setUp()
  const [one, other] = await Promise.all([issue(), issue()])
  expect(one).toEqual(other)
  expect(asked).toEqual(['PUT auth', 'PUT aor', 'PUT endpoint'])
  await clock.advance(45 * MINUTES)
  const renewed = await issue()
  expect(renewed).not.toEqual(one)
  await clock.advance(16 * MINUTES)
  // what was issued first does not end what was issued since
  expect(await issue()).toEqual(renewed)
})
