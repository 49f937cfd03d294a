import { expect, it } from 'vitest'
import type { LineEvent, LineLeg } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createAriClient } from './ari-client.ts'
import type { AsteriskLine } from './asterisk-line.ts'
import { takeInLook } from './take-in-look.ts'

const config = {
  url: 'http://127.0.0.1:1/ari',
  user: 'u',
  password: 'p',
  app: 'ringdesk',
  trunk: 'trunk',
  detectMachines: true,
  language: 'en',
  phones: null,
}
const ringing: LineLeg = {
  ...{ callId: CallId.parse('call'), legId: LegId.parse('leg'), role: 'agent', vendorId: 'leg' },
  ...{ state: 'ringing', place: 'parked', muted: false },
}
const log = { info() {}, warn() {}, error() {} }

/** A line with one leg that rings, and what was told of it. */
function watch() {
  const told: LineEvent[] = []
  const watches = new Map([['leg', () => {}]])
  const line: AsteriskLine = {
    ...{ config, ari: createAriClient(config), clock: createTestClock(0), log },
    ...{ reading: { app: config.app, readTime: Date.parse }, legs: new Map([['leg', ringing]]), watches },
    ...{ bridged: new Map(), recordings: new Map(), lastAt: 0, waitForStasis: async () => true },
    ...{ messages: new Map(), questions: new Map(), waitForPlayback: async () => true },
    ...{
      emit: (event) => void told.push(event),
      follow() {},
      dropBridge() {},
      dropRecorders() {},
      dropRecording() {},
      dropListening() {},
      judge() {},
    },
  }
  return { line, told, watches }
}

const look = { at: 1, bridged: new Map(), emptyBridges: [], unconfirmed: new Set<string>(), recordings: [] }

it('a leg that was answered while nobody listened is not hung up for ringing too long', () => {
  const { line, told, watches } = watch()
  takeInLook(line, { ...look, legs: [{ ...ringing, state: 'up', place: 'bridge' }] })
  expect(told).toMatchObject([{ type: 'leg', state: 'up', place: 'bridge' }])
  expect(watches.size).toBe(0)
})

it('a leg that rings on is still watched, and one that is gone is not', () => {
  const { line, told, watches } = watch()
  takeInLook(line, { ...look, legs: [ringing] })
  expect(watches.size).toBe(1)
  takeInLook(line, { ...look, at: 2, legs: [] })
  expect(watches.size).toBe(0)
  expect(told.at(-1)).toMatchObject({ type: 'leg-ended', cause: 'vendor_lost' })
})
