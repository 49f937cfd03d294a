import { expect, it } from 'vitest'
import { CallFacts } from '#shared/protocol/call.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { makeStoryCall } from '#test/support/console-story.ts'
import { listCallSteps } from './list-call-steps.ts'

const monitor = { userId: UserId.parse('u-sue'), name: 'Sue', since: 1 }
const list = (state: 'ringing' | 'on', mode: 'monitor' | 'whisper' | 'barge') =>
  listCallSteps(CallFacts.parse({ ...makeStoryCall(60_000), part: 'supervisor', monitor: { ...monitor, mode, state } }))

it('a supervisor whose line is not up yet can only leave', () => {
  expect(list('ringing', 'monitor')).toEqual(['leave'])
})

it('a supervisor in a call may be in it otherwise than now, take it over and leave', () => {
  expect(list('on', 'monitor')).toEqual(['whisper', 'barge', 'take-over', 'leave'])
  expect(list('on', 'whisper')).toEqual(['monitor', 'barge', 'take-over', 'leave'])
  expect(list('on', 'barge')).toEqual(['monitor', 'whisper', 'take-over', 'leave'])
})
