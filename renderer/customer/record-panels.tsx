import type { InteractionId } from '#shared/protocol/ids.ts'
import type { CustomerProfile, InteractionView, OrderView } from '#shared/protocol/view/customer.ts'
import { EditCustomer } from './edit/edit-customer.tsx'
import { Relink } from './link/relink.tsx'
import { OrderDrawer } from './orders/order-drawer.tsx'
import type { OutcomeRow } from './pending.ts'
import { CreateTask } from './tasks/create-task.tsx'
import CorrectOutcome from './timeline/correct-outcome.tsx'

/** What lies open at the right of the centre, one at a time. */
export type OpenPanel =
  | { kind: 'order'; order: OrderView }
  | { kind: 'edit' }
  | { kind: 'task'; title: string }
  | { kind: 'outcome'; interaction: InteractionView; outcome: OutcomeRow }
  | { kind: 'relink' }

type Props = {
  panel: OpenPanel
  /** as central has it, without this desk's unsent edits: the base of the next edit */
  profile: CustomerProfile
  interactionId: InteractionId | null
  onClose: () => void
}

export default function RecordPanels({ panel, profile, interactionId, onClose }: Props) {
  switch (panel.kind) {
    case 'order':
      return <OrderDrawer order={panel.order} onClose={onClose} />
    case 'edit':
      return <EditCustomer profile={profile} onClose={onClose} />
    case 'task':
      return (
        <CreateTask
          customerId={profile.customerId}
          interactionId={interactionId}
          title={panel.title}
          onClose={onClose}
        />
      )
    case 'outcome':
      return (
        <CorrectOutcome interactionId={panel.interaction.interactionId} outcome={panel.outcome} onClose={onClose} />
      )
    case 'relink':
      return interactionId && <Relink interactionId={interactionId} canUnlink onClose={onClose} />
  }
}
