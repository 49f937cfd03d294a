import { expect, it } from 'vitest'
import type { Capabilities, TelephonyAdapter } from '#central/telephony/adapter.ts'
import type { LineDirectory } from './flow-context.ts'
import { readLineControls } from './line-controls.ts'

const everything: Capabilities = {
  park: true,
  mute: true,
  say: true,
  listen: true,
  record: true,
  dtmf: true,
  confirmsAgentLeg: false,
  voicemail: false,
  callOut: false,
  detectsMachines: false,
  maxLegs: 5,
}

function holdLine(capabilities: Capabilities): LineDirectory {
  const line = { name: 'desk-phone', capabilities } as TelephonyAdapter
  return { get: (name) => (name === line.name ? line : undefined), all: () => [line] }
}

const all = { hold: true, mute: true, keypad: true, transfer: true, conference: true }
const read = (able: Partial<Capabilities>) => readLineControls(holdLine({ ...everything, ...able }), 'desk-phone')

it('hold needs a line that can park, mute one that can mute, keys one that can send tones', () => {
  expect(read({})).toEqual(all)
  expect(read({ mute: false })).toEqual({ ...all, mute: false })
  expect(read({ dtmf: false })).toEqual({ ...all, keypad: false })
})

it('handing a call on needs a line that can park and hold a third leg', () => {
  expect(read({ maxLegs: 2 })).toEqual({ ...all, transfer: false, conference: false })
  expect(read({ park: false })).toEqual({ ...all, hold: false, transfer: false, conference: false })
})

it('a call whose line is gone offers nothing', () => {
  const nothing = { hold: false, mute: false, keypad: false, transfer: false, conference: false }
  expect(readLineControls(holdLine(everything), 'twilio')).toEqual(nothing)
})
