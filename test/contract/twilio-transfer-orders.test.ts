import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { shuffleDoubled } from '#test/support/orders.ts'
import { tellLegs } from '#test/support/told-legs.ts'
import type { Letter } from '#test/support/twilio-double/post-office.ts'
import { startTwilioRig, type TwilioRig } from '#test/support/twilio-rig.ts'
import { AGENT_LEG, TARGET_LEG, talkOnTwilio } from '#test/support/twilio-talk.ts'

const ORDERS = Number(process.env.RINGDESK_TWILIO_ORDERS ?? 15)
const OUTSIDE = '+14155550311'
const music = { kind: 'music' } as const
const normal = { op: 'hang-up', cause: 'normal' } as const
let rig: TwilioRig

/**
 * A consult that was merged and completed, and ended by the third party: central hears of nothing between the
 * consult's beginning and its end, then of everything, in this order.
 */
async function play(arrange: (letters: Letter[]) => Letter[], { isOver }: { isOver: boolean }) {
  const talk = await talkOnTwilio(rig)
  const { office } = rig.double
  office.hold()
  await talk.send({ op: 'park', legId: talk.customerLeg, sound: music })
  await talk.dial({ kind: 'number', address: OUTSIDE })
  await rig.double.phone(OUTSIDE).answers()
  await talk.send({ op: 'park', legId: TARGET_LEG, sound: music })
  await talk.send({ op: 'bridge', legId: talk.customerLeg })
  await talk.send({ op: 'bridge', legId: TARGET_LEG })
  await talk.send({ ...normal, legId: AGENT_LEG })
  if (isOver) {
    rig.double.phone(OUTSIDE).hangsUp()
    rig.double.hangUp(talk.caller)
  }
  let count = 0
  await office.release((letters) => {
    count = letters.length
    return arrange(letters)
  })
  await rig.double.idle()
  const { customerLeg } = talk
  const legs = tellLegs(rig.events)
  return {
    count,
    legs: { customer: legs[customerLeg], agent: legs[AGENT_LEG], target: legs[TARGET_LEG] },
    open: (await rig.adapter.snapshot()).map(({ role, state, place }) => ({ role, state, place })),
    refused: office.answers.filter(({ status }) => status >= 300).length,
    alive: [...rig.double.exchange.calls.values()].filter(({ status }) => status === 'in-progress').length,
  }
}

const ended = { state: 'ended', cause: 'normal' }
const talking = { state: 'up', place: 'bridge' }
const living = {
  legs: { customer: talking, agent: ended, target: talking },
  open: [
    { role: 'customer', ...talking },
    { role: 'target', ...talking },
  ],
  refused: 0,
  alive: 2,
}
const over = { legs: { customer: ended, agent: ended, target: ended }, open: [], refused: 0, alive: 0 }

describe.each([
  ['that goes on', living, false],
  ['that is over', over, true],
] as const)('the callbacks of a transferred call %s, signed and sent for real', (_, expected, isOver) => {
  beforeEach(async () => {
    rig = await startTwilioRig()
  })
  afterEach(() => rig.stop())

  it('end in one state as they come, and backwards', async () => {
    const told = await play((letters) => letters, { isOver })
    expect(told).toMatchObject(expected)
    expect(told.count).toBeGreaterThanOrEqual(isOver ? 13 : 9)
    await rig.stop()
    rig = await startTwilioRig()
    expect(await play((letters) => letters.toReversed(), { isOver })).toMatchObject(expected)
  })

  it.each(Array.from({ length: ORDERS }, (_unused, index) => index + 1))(
    'end in that state shuffled and doubled (%i)',
    async (seed) => {
      const random = createSeededRandom(seed)
      const shuffle = (letters: Letter[]) => shuffleDoubled(letters, random)
      expect(await play(shuffle, { isOver })).toMatchObject(expected)
    },
  )
})
