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
  maxLegs: 5,
}

function holdLine(capabilities: Capabilities): LineDirectory {
  const line = { name: 'desk-phone', capabilities } as TelephonyAdapter
  return { get: (name) => (name === line.name ? line : undefined), all: () => [line] }
}

it('hold needs a line that can park, mute one that can mute', () => {
  expect(readLineControls(holdLine(everything), 'desk-phone')).toEqual({ hold: true, mute: true })
  expect(readLineControls(holdLine({ ...everything, park: false }), 'desk-phone')).toEqual({ hold: false, mute: true })
  expect(readLineControls(holdLine({ ...everything, mute: false }), 'desk-phone')).toEqual({ hold: true, mute: false })
})

it('a call whose line is gone offers nothing', () => {
  expect(readLineControls(holdLine(everything), 'twilio')).toEqual({ hold: false, mute: false })
})
