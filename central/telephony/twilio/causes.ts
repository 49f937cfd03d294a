import type { TerminationCause } from '#shared/protocol/call.ts'
import type { TwilioLeg } from './twilio-legs.ts'

const endStatuses = ['completed', 'busy', 'failed', 'no-answer', 'canceled'] as const
export type EndStatus = (typeof endStatuses)[number]

export function isEndStatus(status: string): status is EndStatus {
  return endStatuses.some((end) => end === status)
}

/** What the SIP answer tells beyond Twilio's word: no such phone or switched off, declined by hand, lines full. */
const sipCauses: Record<string, TerminationCause> = {
  ...Object.fromEntries(['404', '408', '410', '480', '484', '502', '604'].map((code) => [code, 'unreachable'])),
  ...Object.fromEntries(['486', '600'].map((code) => [code, 'busy'])),
  ...Object.fromEntries(['603', '607', '608'].map((code) => [code, 'rejected'])),
  ...Object.fromEntries(['503', '504'].map((code) => [code, 'congestion'])),
  '487': 'canceled',
}

/** How a leg ended. A phone that answered but never pressed the key did not answer: it may be a voicemail box. */
export function readCause(
  status: EndStatus,
  leg: Pick<TwilioLeg, 'confirm'>,
  sipResponseCode: string | undefined,
): TerminationCause {
  const told = sipResponseCode === undefined ? undefined : sipCauses[sipResponseCode]
  switch (status) {
    case 'completed':
      return leg.confirm === 'awaited' ? 'no_answer' : 'normal'
    case 'busy':
      // Twilio says busy of whoever declines as well
      return told === 'rejected' ? told : 'busy'
    case 'no-answer':
      return 'no_answer'
    case 'canceled':
      return 'canceled'
    case 'failed':
      return told ?? 'failed'
    default:
      return status satisfies never
  }
}
