import { CustomerRecord } from '#renderer/customer/customer-record.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { readPendingLink } from '#renderer/state/selectors.ts'
import type { CustomerId, InteractionId } from '#shared/protocol/ids.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import { CallerPanel } from './caller-panel.tsx'

type Props = {
  interactionId: InteractionId
  /** whom central holds for this call */
  customerId: CustomerId | null
  picture: RingPicture | null
}

/** The centre during a call: the caller's record, or the way to find out who it is. */
export function CallCustomer({ interactionId, customerId, picture }: Props) {
  const unsent = useConsole((state) => readPendingLink(state.pending, interactionId))
  const shown = unsent === undefined ? customerId : unsent
  if (shown === null) return <CallerPanel interactionId={interactionId} picture={picture} />
  return (
    <CustomerRecord
      key={shown}
      customerId={shown}
      interactionId={interactionId}
      matched={shown === knownCustomer(picture) && picture?.match.kind === 'known' ? picture.match.reason : null}
    />
  )
}

function knownCustomer(picture: RingPicture | null): CustomerId | null {
  return picture?.match.kind === 'known' ? picture.match.card.profile.customerId : null
}
