import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RecordingId } from '#shared/protocol/ids.ts'
import { startTwilioRig, type TwilioRig } from '#test/support/twilio-rig.ts'
import { talkOnTwilio } from '#test/support/twilio-talk.ts'

const recordingId = RecordingId.parse('recording-1')
let rig: TwilioRig
let talk: Awaited<ReturnType<typeof talkOnTwilio>>

beforeEach(async () => {
  rig = await startTwilioRig()
  talk = await talkOnTwilio(rig)
})
afterEach(() => rig.stop())

const start = () => talk.send({ op: 'record', legId: talk.customerLeg, recordingId, act: 'start' }, 'start')

describe('a recording whose beginning was not answered', () => {
  it('may be running: it is asked for again, and found', async () => {
    rig.double.faults.push({ kind: 'lost', method: 'POST' })
    expect(await start()).toMatchObject({ ok: false, code: 'busy' })
    expect(await start()).toEqual({ ok: true, repeated: true })
    expect(rig.double.exchange.recordings.all).toHaveLength(1)
    expect(rig.events.filter(({ type }) => type === 'recording').at(-1)).toMatchObject({ recordingId, state: 'on' })
  })

  it('may never have got there: it begins then', async () => {
    rig.double.faults.push({ kind: 'unheard', method: 'POST' })
    expect(await start()).toMatchObject({ ok: false, code: 'busy' })
    expect(await start()).toEqual({ ok: true })
    expect(rig.double.exchange.recordings.all).toHaveLength(1)
  })
})
