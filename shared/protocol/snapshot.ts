import { z } from 'zod'
import { AgentState, RequestedState } from './agent-state.ts'
import { CallFacts, OfferFacts, WrapUpFacts } from './call.ts'
import { CustomerId } from './ids.ts'
import { EpochMs } from './scalars.ts'
import { TaskView } from './view/customer.ts'
import { RingPicture } from './view/ring.ts'

/** A call on the desk with the picture that rang with it, so that a restarted desk shows the same again. */
export const SnapshotCall = z.strictObject({
  call: CallFacts,
  customerId: CustomerId.nullable(),
  picture: RingPicture,
})

export type SnapshotCall = z.infer<typeof SnapshotCall>

/**
 * An agent's whole position. It replaces the projection and never touches outbox or drafts.
 * `offer` is only there while it is open and unexpired.
 */
export const Snapshot = z.strictObject({
  epoch: z.string().min(1).max(64),
  seq: z.int().min(0),
  takenAt: EpochMs,
  state: AgentState,
  next: RequestedState.nullable(),
  offer: z.strictObject({ facts: OfferFacts, picture: RingPicture }).nullable(),
  calls: z.array(SnapshotCall),
  wrapUps: z.array(
    z.strictObject({ facts: WrapUpFacts, customerId: CustomerId.nullable(), picture: RingPicture.nullable() }),
  ),
  tasks: z.array(TaskView),
})
export type Snapshot = z.infer<typeof Snapshot>
