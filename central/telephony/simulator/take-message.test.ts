import { expect, it } from 'vitest'
import type { LineCommand, LineEvent } from '#central/telephony/adapter.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { RecordingId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import { createSimulator } from './simulator.ts'

async function askForMessage(messageMs: number) {
  const clock = createTestClock(1_000_000)
  const events: LineEvent[] = []
  const onError = (error: unknown) => {
    throw error
  }
  const simulator = createSimulator({ clock, random: createSeededRandom(1), onError })
  await simulator.start(async (event) => void events.push(event))
  const callId = simulator.placeCall({ from: '+14155551234', to: '+14155550100', messageMs })
  const [customer] = await simulator.snapshot()
  if (!customer) throw new Error('nobody called')
  const { legId } = customer
  await simulator.do({ commandId: '1', callId, legId, op: 'answer' })
  const command: LineCommand = {
    ...{ commandId: '2', callId, legId, op: 'take-message', maxMs: 60_000 },
    ...{ recordingId: RecordingId.parse('message'), sound: { kind: 'say', text: 'After the beep.', language: 'en' } },
  }
  const answer = await simulator.do(command)
  const told = () =>
    events.flatMap((event) => {
      if (event.type === 'leg-ended') return ['left']
      return event.type === 'recording' ? [`${event.state} ${event.durationMs}`] : []
    })
  return { clock, simulator, callId, command, answer, told }
}

it('records what is said between the beep and the end', async () => {
  const line = await askForMessage(9_000)
  expect(line.answer).toEqual({ ok: true })
  await line.clock.advance(13_100)
  expect(line.told()).toEqual(['on null', 'stopped 9000', 'ready 9000', 'left'])
})

it('ends a message at the longest that was asked for', async () => {
  const line = await askForMessage(600_000)
  await line.clock.advance(64_100)
  expect(line.told()).toEqual(['on null', 'stopped 60000', 'ready 60000', 'left'])
})

it('keeps what was said by a caller who hangs up in the message', async () => {
  const line = await askForMessage(9_000)
  await line.clock.advance(7_000)
  line.simulator.callerHangsUp(line.callId)
  await line.clock.advance(100)
  expect(line.told()).toEqual(['on null', 'stopped 3000', 'ready 3000', 'left'])
})

it('has no message of a caller who hangs up during the words', async () => {
  const line = await askForMessage(9_000)
  await line.clock.advance(1_000)
  line.simulator.callerHangsUp(line.callId)
  await line.clock.advance(100)
  expect(line.told()).toEqual(['failed null', 'left'])
})

it('has no message of a caller who says nothing', async () => {
  const line = await askForMessage(0)
  await line.clock.advance(4_100)
  expect(line.told()).toEqual(['on null', 'failed null', 'left'])
})

it('takes one message though it is asked twice', async () => {
  const line = await askForMessage(9_000)
  await line.clock.advance(5_000)
  expect(await line.simulator.do(line.command)).toEqual({ ok: true, repeated: true })
  await line.clock.advance(9_000)
  expect(line.told()).toEqual(['on null', 'stopped 9000', 'ready 9000', 'left'])
})
