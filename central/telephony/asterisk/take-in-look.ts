import { type AsteriskLine, endWatch } from './asterisk-line.ts'
import { askForKey } from './confirm-leg.ts'
import { endLeg, reportArrival, reportLeg } from './take-in-event.ts'
import type { LineLook } from './take-snapshot.ts'

/**
 * What happened while nobody listened: Asterisk does not tell it again. Legs that are gone have ended, callers that
 * are there have come, and every leg is told as it is now.
 */
export function takeInLook(line: AsteriskLine, look: LineLook): void {
  const there = new Set(look.legs.map(({ vendorId }) => vendorId))
  for (const leg of [...line.legs.values()]) {
    if (there.has(leg.vendorId)) continue
    const key = `${leg.vendorId}:missing`
    endLeg(line, leg, { key, at: look.at, cause: 'vendor_lost', vendorCause: null })
  }
  line.bridged.clear()
  for (const [channelId, place] of look.bridged) line.bridged.set(channelId, place)
  for (const leg of look.legs) {
    line.legs.set(leg.vendorId, leg)
    // answered while nobody listened
    if (leg.state === 'up') endWatch(line, leg.legId)
    if (leg.arrived) line.follow(leg)
    if (look.unconfirmed.has(leg.vendorId)) askForKey(line, leg)
    reportArrival(line, leg)
    reportLeg(line, leg, { key: `${leg.vendorId}:look:${look.at}`, at: look.at })
  }
  for (const bridgeId of look.emptyBridges) line.dropBridge(bridgeId)
}
