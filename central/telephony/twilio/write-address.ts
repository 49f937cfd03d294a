import type { Party } from '#central/telephony/adapter.ts'
import type { LegId } from '#shared/protocol/ids.ts'

/** Whom Twilio shall call; null when there is nobody to call. */
export function writeAddress(party: Party): string | null {
  switch (party.kind) {
    case 'number':
      return party.address
    case 'sip':
      return party.address.startsWith('sip:') ? party.address : `sip:${party.address}`
    case 'client':
      return party.address.startsWith('client:') ? party.address : `client:${party.address}`
    case 'withheld':
      return null
    default:
      return party satisfies never
  }
}

/** A soft phone is told which leg this is: it answers by itself only the one that its agent accepted. */
export function addLegId(address: string, legId: LegId): string {
  return address.startsWith('client:') ? `${address}?${new URLSearchParams({ legId })}` : address
}
