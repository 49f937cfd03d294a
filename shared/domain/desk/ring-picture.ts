import type { CustomerId } from '#shared/protocol/ids.ts'
import type { CustomerCard } from '#shared/protocol/view/customer.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'

/** Stands in when a call's picture did not travel with it: it claims nothing. */
export const EMPTY_PICTURE: RingPicture = {
  callerNumber: null,
  dialledNumber: '',
  match: { kind: 'unknown' },
  scriptId: null,
  lastAgentName: null,
  callsToday: 1,
  fromAgentName: null,
  notes: [],
}

/** Whose call a picture says it is: only a certain match counts. */
export function readPictureCustomer(picture: RingPicture | null | undefined): CustomerId | null {
  return picture?.match.kind === 'known' ? picture.match.card.profile.customerId : null
}

/** The picture once somebody has said who is calling; without a card the old match stays until one arrives. */
export function relinkPicture(
  picture: RingPicture,
  customerId: CustomerId | null,
  card: CustomerCard | undefined,
): RingPicture {
  if (customerId === null) {
    return { ...picture, match: picture.callerNumber === null ? { kind: 'withheld' } : { kind: 'unknown' } }
  }
  if (!card) return picture
  const reason =
    picture.match.kind === 'known' && readPictureCustomer(picture) === customerId
      ? picture.match.reason
      : 'chosen_by_agent'
  return { ...picture, match: { kind: 'known', reason, card } }
}
