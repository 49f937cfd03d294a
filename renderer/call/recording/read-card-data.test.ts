import { expect, it } from 'vitest'
import type { Recording } from '#shared/protocol/call.ts'
import { LATE_MS, REFUSED_MS, readCardData } from './read-card-data.ts'

const locked = (why: string) => ({ kind: 'locked', why })
const open = (why: string) => ({ kind: 'open', why })

it.each<[Recording['state'], number | null, object]>([
  ['on', null, { kind: 'off' }],
  ['on', 0, locked('asking')],
  ['on', REFUSED_MS, locked('refused')],
  ['starting', 0, locked('asking')],
  ['starting', LATE_MS, locked('late')],
  ['pausing', 0, locked('asking')],
  ['pausing', LATE_MS - 1, locked('asking')],
  ['pausing', LATE_MS, locked('late')],
  ['pausing', null, locked('asking')],
  ['paused', LATE_MS, open('paused')],
  ['paused', null, open('paused')],
  ['resuming', null, locked('resuming')],
  ['stopping', 0, locked('stopping')],
  ['stopping', null, { kind: 'off' }],
  ['none', null, { kind: 'off' }],
  ['none', 0, open('unrecorded')],
  ['failed', 0, open('unrecorded')],
  ['stopped', 0, open('unrecorded')],
])('a recording that is %s, asked for %s ms ago: %o', (state, askedFor, mode) => {
  expect(readCardData(state, askedFor, true)).toEqual(mode)
})

it('nothing is open that nobody can confirm', () => {
  expect(readCardData('paused', 0, false)).toEqual(locked('unconfirmed'))
  expect(readCardData('none', 0, false)).toEqual(locked('unconfirmed'))
  expect(readCardData('on', null, false)).toEqual({ kind: 'off' })
})
