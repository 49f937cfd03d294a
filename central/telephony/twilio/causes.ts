import type { TerminationCause } from '#shared/protocol/call.ts'
import type { TwilioLeg } from './twilio-legs.ts'

const endStatuses = ['completed', 'busy', 'failed', 'no-answer', 'canceled'] as const
export type EndStatus = (typeof endStatuses)[number]

export function isEndStatus(status: string): status is EndStatus {
  return endStatuses.some((end) => end === status)
}

/** SIP answers that mean: there is no such phone, or it is switched off. */
const UNREACHABLE = new Set(['404', '408', '410', '480', '484', '502', '604'])

/** How a leg ended. A phone that answered but never pressed the key did not answer: it may be a voicemail box. */
export function readCause(
  status: EndStatus,
  leg: Pick<TwilioLeg, 'confirm'>,
  sipResponseCode: string | undefined,
): TerminationCause {
  switch (status) {
    case 'completed':
      return leg.confirm === 'awaited' ? 'no_answer' : 'normal'
    case 'busy':
      return 'busy'
    case 'no-answer':
      return 'no_answer'
    case 'canceled':
      return 'canceled'
    case 'failed':
      return sipResponseCode !== undefined && UNREACHABLE.has(sipResponseCode) ? 'unreachable' : 'failed'
    default:
      return status satisfies never
  }
}
