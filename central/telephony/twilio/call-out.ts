import { conferenceEvents } from './conference-events.ts'
import type { TwilioLeg } from './twilio-legs.ts'
import { joinsWhenAnswered } from './twilio-legs.ts'
import type { TwilioLine } from './twilio-line.ts'
import { askToConfirm } from './twiml.ts'
import { addLegId } from './write-address.ts'

export type CallOut = { leg: TwilioLeg; to: string; from: string; timeoutMs: number; detect: boolean }

const MIN_RING_S = 5
const MAX_RING_S = 600

/** Asks Twilio for one call into the leg's conference; answers its CallSid. Throws what the package throws. */
export async function callOut(line: TwilioLine, { leg, to, from, timeoutMs, detect }: CallOut): Promise<string> {
  const about = {
    to,
    from,
    timeout: Math.min(MAX_RING_S, Math.max(MIN_RING_S, Math.ceil(timeoutMs / 1000))),
    statusCallback: line.urls.status(leg.legId),
    statusCallbackMethod: 'POST' as const,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
  }
  if (!joinsWhenAnswered(leg)) {
    const twiml = askToConfirm(line.urls, leg.legId, line.config.agentLanguage)
    return (await line.client.calls.create({ ...about, twiml })).sid
  }
  const made = await line.client.conferences(leg.callId).participants.create({
    ...about,
    to: addLegId(to, leg.legId),
    label: leg.legId,
    // who is talked to hears how the call to the third party goes
    earlyMedia: true,
    beep: 'false',
    // heard by nobody until told otherwise
    muted: leg.role === 'supervisor',
    startConferenceOnEnter: true,
    endConferenceOnExit: false,
    waitUrl: line.urls.silence,
    waitMethod: 'GET',
    conferenceStatusCallback: line.urls.conference,
    conferenceStatusCallbackMethod: 'POST',
    conferenceStatusCallbackEvent: [...conferenceEvents],
    // they talk meanwhile: the verdict is told beside the call
    ...(detect && { machineDetection: 'Enable', amdStatusCallback: line.urls.answeredBy(leg.legId) }),
  })
  return made.callSid
}
