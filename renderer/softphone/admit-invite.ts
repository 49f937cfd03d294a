import type { ConsoleStore } from '#renderer/state/console-store.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import type { Snapshot } from '#shared/protocol/snapshot.ts'
import type { Invite } from './port.ts'

/** The leg may ring here before the desk has heard that the call is the agent's; longer than this it is not. */
const patienceMs = 5_000

type Tools = {
  store: Pick<ConsoleStore, 'getState' | 'subscribe'>
  onNotice: (listener: (notice: DeskNotice) => void) => () => void
  clock: Clock
}

/**
 * Knows which incoming legs are the agent's own: of an offer they took, or a leg of a call on their desk (after a
 * reload it is dialled anew). Nothing else is ever answered, so no stranger and no stale offer gets a microphone.
 */
export function watchInvites({ store, onNotice, clock }: Tools) {
  /** offers this agent took, each with whether its call was seen on the desk since */
  const taken = new Set<string>()
  const look = new Set<() => void>()
  const lookAgain = () => {
    for (const one of [...look]) one()
  }
  const stopHearing = onNotice((notice) => {
    if (notice.kind !== 'event' || notice.delivered.event.type !== 'offer.ended') return
    const { offerId, reason } = notice.delivered.event
    if (reason === 'answered') taken.add(offerId)
    lookAgain()
  })
  const stopWatching = store.subscribe(() => {
    // an offer is good for the call it became: when nothing is on the desk it is over
    const { calls, offer } = store.getState().projection
    if (calls.length === 0 && offer === null && look.size === 0) taken.clear()
    lookAgain()
  })
  return {
    admit: (invite: Invite): Promise<boolean> =>
      new Promise((resolve) => {
        const answer = (mine: boolean) => {
          look.delete(check)
          cancel()
          resolve(mine)
        }
        const check = () => {
          if (isMine(store.getState().projection, taken, invite)) answer(true)
        }
        const cancel = clock.schedule(patienceMs, () => answer(false))
        look.add(check)
        check()
      }),
    stop() {
      stopHearing()
      stopWatching()
    },
  }
}

/** A leg id names one leg of one call and decides alone; an offer counts while a call is on the desk. */
function isMine({ calls }: Pick<Snapshot, 'calls'>, taken: ReadonlySet<string>, invite: Invite): boolean {
  const legs = calls.flatMap(({ call }) => call.legs)
  const leg = legs.find(({ legId, role }) => legId === invite.legId && role !== 'customer')
  if (leg !== undefined) return leg.state !== 'ended'
  return invite.offerId !== null && taken.has(invite.offerId) && calls.length > 0
}
