import { CustomerId, DialId } from '#shared/protocol/ids.ts'
import { CALLED } from '#test/simulation/world/outside-phones.ts'
import { FORBIDDEN, SUPPORT_NUMBER } from '#test/simulation/world/template.ts'
import type { Dial } from './ledger.ts'
import { onOwnCall } from './on-transfers.ts'
import { type At, send } from './send.ts'

/** Now and then with a double click, or once more later, as who saw no answer does; and now and then in vain. */
export function callSomebody(at: At): boolean {
  const { seat, world, dice } = at
  const kind = seat.console.projection()?.state.kind
  const isFree = kind === 'available' || kind === 'not_ready'
  if (!seat.process || (!isFree && !dice.chance(0.05))) return false
  const again = dice.chance(0.1) ? world.ledger.dials.findLast((dial) => dial.desk === seat.name) : undefined
  const dial = again ?? thinkOf(at)
  if (!again) world.ledger.dials.push(dial)
  const clicks = dice.chance(0.25) ? 2 : 1
  for (let click = 0; click < clicks; click += 1) wish(at, dial)
  return true
}

function thinkOf({ seat, dice }: At): Dial {
  const number = (dice.chance(0.15) ? dice.pick(FORBIDDEN) : dice.pick(CALLED)) ?? FORBIDDEN[0]
  const dialId = `dial-${seat.name.replace('/', '-')}-${seat.console.count()}`
  return { desk: seat.name, user: seat.user, dialId, number, said: 'unknown' }
}

function wish(at: At, dial: Dial): void {
  const { dice } = at
  const command = {
    ...{ type: 'call.dial' as const, dialId: DialId.parse(dial.dialId), number: dial.number, queueId: null },
    from: dice.chance(0.3) ? SUPPORT_NUMBER : null,
    customerId: dice.chance(0.3) ? CustomerId.parse('maya') : null,
  }
  send(at, { kind: 'live', command }, (said) => {
    if (dial.said !== 'saved') dial.said = said
  })
}

/** Before anybody has answered; where somebody just has, it is their call that ends. */
export function cancelDialling(at: At): boolean {
  return onOwnCall(at, ({ callId, answeredAt, direction }) =>
    direction === 'outbound' && answeredAt === null ? { type: 'call.hang-up', callId } : null,
  )
}
