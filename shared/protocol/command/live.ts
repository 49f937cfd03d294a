import { z } from 'zod'
import { RequestedState } from '../agent-state.ts'
import { ConsultTarget, MonitorMode, TransferTarget } from '../call.ts'
import { CallId, CustomerId, DialId, OfferId, QueueId, TaskId, WrapUpId } from '../ids.ts'
import { E164 } from '../scalars.ts'

export const DeclineReason = z.enum(['busy', 'wrong_skill', 'technical', 'personal'])

/** Steers a call or the agent's state. Needs the link now, is never queued; its acknowledgement is not the change. */
export const LiveCommand = z.discriminatedUnion('type', [
  /** During a call the state is kept as `next`. `null` cancels a kept one. */
  z.strictObject({ type: z.literal('agent.set-state'), state: RequestedState.nullable() }),
  z.strictObject({ type: z.literal('call.answer'), offerId: OfferId }),
  z.strictObject({ type: z.literal('call.decline'), offerId: OfferId, reason: DeclineReason }),
  z.strictObject({ type: z.literal('call.hold'), callId: CallId }),
  z.strictObject({ type: z.literal('call.resume'), callId: CallId }),
  z.strictObject({ type: z.literal('call.mute'), callId: CallId }),
  z.strictObject({ type: z.literal('call.unmute'), callId: CallId }),
  z.strictObject({ type: z.literal('call.hang-up'), callId: CallId }),
  /** the customer hears music, the other rings; an agent is offered it with the customer's picture */
  z.strictObject({ type: z.literal('call.consult'), callId: CallId, to: ConsultTarget }),
  /** from the one to the other: who was parked is talked to */
  z.strictObject({ type: z.literal('call.swap'), callId: CallId }),
  /** all three in one conversation */
  z.strictObject({ type: z.literal('call.merge'), callId: CallId }),
  /** the customer and the other go on together, this agent leaves into wrap-up */
  z.strictObject({ type: z.literal('call.complete'), callId: CallId }),
  /** the other is let go, the customer is back with this agent */
  z.strictObject({ type: z.literal('call.cancel-consult'), callId: CallId }),
  /** without asking */
  z.strictObject({ type: z.literal('call.transfer'), callId: CallId, to: TransferTarget }),
  /**
   * Calls somebody: this agent's own line first, then the number. `number`: as a person writes it. `queueId`: for whom
   * they call, null = the first queue they serve that may. `from`: one of that queue's numbers, null = its first.
   * `customerId`: whom they mean, null = whoever has the number.
   */
  z.strictObject({
    type: z.literal('call.dial'),
    dialId: DialId,
    number: z.string().min(1).max(40),
    queueId: QueueId.nullable(),
    from: E164.nullable(),
    customerId: CustomerId.nullable(),
  }),
  /** the customer hears music in a list that everybody of the queue sees, this agent leaves into wrap-up */
  z.strictObject({ type: z.literal('call.park'), callId: CallId }),
  /** a parked call is this agent's: their telephone is dialled into it */
  z.strictObject({ type: z.literal('call.pick-up'), callId: CallId }),
  /** tones for whoever this agent talks to */
  z.strictObject({ type: z.literal('call.keypad'), callId: CallId, digits: z.string().regex(/^[0-9*#]{1,32}$/) }),
  /** for what must not be kept, such as a card's number: paused only when `call.recording-changed` says so */
  z.strictObject({ type: z.literal('call.pause-recording'), callId: CallId }),
  z.strictObject({ type: z.literal('call.resume-recording'), callId: CallId }),
  /**
   * the page that is this agent's telephone is gone: the customer soon hears music, and is not kept for long; a
   * supervisor whose page is gone soon leaves
   */
  z.strictObject({ type: z.literal('call.detach'), callId: CallId }),
  /** it was not: its sound goes on */
  z.strictObject({ type: z.literal('call.attach'), callId: CallId }),
  /** a page without the sound of this call is the telephone now: it is dialled, and takes the old one's place */
  z.strictObject({ type: z.literal('call.rejoin'), callId: CallId }),
  /** a supervisor joins somebody else's call on their own telephone, or is there and changes who hears them */
  z.strictObject({ type: z.literal('call.monitor'), callId: CallId, mode: MonitorMode }),
  z.strictObject({ type: z.literal('call.stop-monitor'), callId: CallId }),
  /** the call is the supervisor's who is in it, its agent leaves into wrap-up */
  z.strictObject({ type: z.literal('call.take-over'), callId: CallId }),
  /** a message of a queue this person serves is their task, if it is nobody's yet */
  z.strictObject({ type: z.literal('voicemail.take'), taskId: TaskId }),
  z.strictObject({ type: z.literal('wrap-up.extend'), wrapUpId: WrapUpId }),
])
export type LiveCommand = z.infer<typeof LiveCommand>
export type LiveCommandType = LiveCommand['type']
