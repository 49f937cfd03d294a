import { type Call, type Conference, describeTime, type Participant } from './model.ts'
import type { PostOffice } from './post-office.ts'

/** The conferences of the account: who is in them, and what their one status callback is told. */
export function createConferences(parts: {
  accountSid: string
  office: PostOffice
  now(): number
  newSid(prefix: string): string
}) {
  const all: Conference[] = []

  function tell(conference: Conference, event: string, kind: string, about: Record<string, string>): void {
    conference.sequence += 1
    if (!conference.callback?.events.includes(kind)) return
    parts.office.post(conference.callback.url, {
      AccountSid: parts.accountSid,
      ConferenceSid: conference.sid,
      FriendlyName: conference.name,
      StatusCallbackEvent: event,
      SequenceNumber: String(conference.sequence),
      Timestamp: describeTime(parts.now()),
      ...about,
    })
  }

  function describe({
    call,
    label,
    hold,
    muted,
    coaches,
    starts,
    endsConference,
  }: Participant): Record<string, string> {
    return {
      CallSid: call.sid,
      ...(label === null ? {} : { ParticipantLabel: label }),
      Hold: String(hold),
      Muted: String(muted),
      Coaching: String(coaches !== null),
      ...(coaches === null ? {} : { CallSidToCoach: coaches }),
      StartConferenceOnEnter: String(starts),
      EndConferenceOnExit: String(endsConference),
    }
  }

  function open(name: string): Conference {
    const running = all.find((room) => room.name === name && room.status !== 'completed')
    if (running) return running
    const about = { sid: parts.newSid('CF'), name, createdAt: parts.now(), callback: null, sequence: 0 }
    const room: Conference = { ...about, status: 'init', participants: new Map(), expected: new Map() }
    all.push(room)
    return room
  }

  function forget(conference: Conference, call: Call): void {
    for (const [label, expected] of conference.expected) {
      if (expected === call) conference.expected.delete(label)
    }
  }

  function closeWhenEmpty(conference: Conference): void {
    if (conference.participants.size + conference.expected.size > 0 || conference.status === 'completed') return
    conference.status = 'completed'
    tell(conference, 'conference-end', 'end', { ReasonConferenceEnded: 'last-participant-left' })
  }

  return {
    all,
    open,
    findRunning: (name: string) => all.find((room) => room.name === name && room.status !== 'completed'),
    findBySid: (sid: string) => all.find((room) => room.sid === sid),

    join(call: Call, name: string, attributes: Record<string, string>): Conference {
      const room = open(name)
      if (room.participants.size === 0 && room.sequence === 0 && attributes.statusCallback) {
        const events = (attributes.statusCallbackEvent ?? '').split(' ')
        room.callback = { url: attributes.statusCallback, events }
      }
      forget(room, call)
      const participant = {
        call,
        label: attributes.participantLabel ?? null,
        hold: false,
        muted: attributes.muted === 'true',
        coaches: null,
        starts: attributes.startConferenceOnEnter !== 'false',
        endsConference: attributes.endConferenceOnExit === 'true',
      }
      room.participants.set(call.sid, participant)
      tell(room, 'participant-join', 'join', describe(participant))
      if (room.status === 'init' && participant.starts) {
        room.status = 'in-progress'
        tell(room, 'conference-start', 'start', {})
      }
      return room
    },

    /** Answers those whom this leaving puts out as well: only where a participant ends the conference. */
    leave(conference: Conference, call: Call): Call[] {
      const participant = conference.participants.get(call.sid)
      if (!participant) return []
      conference.participants.delete(call.sid)
      tell(conference, 'participant-leave', 'leave', {
        ...describe(participant),
        ParticipantCallStatus: call.status,
        ReasonParticipantLeft: call.status === 'in-progress' ? 'participant_updated_via_api' : 'participant_hung_up',
      })
      const rest = participant.endsConference ? [...conference.participants.values()].map((other) => other.call) : []
      closeWhenEmpty(conference)
      return rest
    },

    /** A call that was made for this conference and never came into it. */
    giveUp(conference: Conference, call: Call): void {
      forget(conference, call)
      closeWhenEmpty(conference)
    },

    /** By CallSid or label, as Twilio finds them. */
    findParticipant: (conference: Conference, name: string): Participant | undefined =>
      conference.participants.get(name) ?? [...conference.participants.values()].find(({ label }) => label === name),
    findExpected: (conference: Conference, name: string): Call | undefined =>
      conference.expected.get(name) ?? [...conference.expected.values()].find(({ sid }) => sid === name),

    change(
      conference: Conference,
      participant: Participant,
      to: { hold?: boolean; muted?: boolean; coaches?: string | null; endsConference?: boolean },
    ): void {
      if (to.endsConference !== undefined && to.endsConference !== participant.endsConference) {
        participant.endsConference = to.endsConference
        tell(conference, 'participant-modify', 'modify', describe(participant))
      }
      if (to.hold !== undefined && to.hold !== participant.hold) {
        participant.hold = to.hold
        tell(conference, to.hold ? 'participant-hold' : 'participant-unhold', 'hold', describe(participant))
      }
      // one request is one change: nobody hears what is between its parts
      const wasMuted = participant.muted
      if (to.coaches !== undefined && to.coaches !== participant.coaches) {
        participant.coaches = to.coaches
        participant.muted = to.muted ?? wasMuted
        tell(conference, 'participant-modify', 'modify', describe(participant))
        participant.muted = wasMuted
      }
      if (to.muted !== undefined && to.muted !== participant.muted) {
        participant.muted = to.muted
        tell(conference, to.muted ? 'participant-mute' : 'participant-unmute', 'mute', describe(participant))
      }
    },
  }
}

export type Conferences = ReturnType<typeof createConferences>
