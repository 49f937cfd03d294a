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

  function describe({ call, label, hold, muted, starts, endsConference }: Participant): Record<string, string> {
    return {
      CallSid: call.sid,
      ...(label === null ? {} : { ParticipantLabel: label }),
      Hold: String(hold),
      Muted: String(muted),
      Coaching: 'false',
      StartConferenceOnEnter: String(starts),
      EndConferenceOnExit: String(endsConference),
    }
  }

  return {
    all,
    findRunning: (name: string) => all.find((room) => room.name === name && room.status !== 'completed'),
    findBySid: (sid: string) => all.find((room) => room.sid === sid),

    join(call: Call, name: string, attributes: Record<string, string>): Conference {
      let room = all.find((other) => other.name === name && other.status !== 'completed')
      if (!room) {
        const callback = attributes.statusCallback
          ? { url: attributes.statusCallback, events: (attributes.statusCallbackEvent ?? '').split(' ') }
          : null
        const sid = parts.newSid('CF')
        room = { sid, name, status: 'init', createdAt: parts.now(), callback, sequence: 0, participants: new Map() }
        all.push(room)
      }
      const participant = {
        call,
        label: attributes.participantLabel ?? null,
        hold: false,
        muted: attributes.muted === 'true',
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
      if (rest.length === 0 && conference.participants.size === 0) {
        conference.status = 'completed'
        tell(conference, 'conference-end', 'end', { ReasonConferenceEnded: 'last-participant-left' })
      }
      return rest
    },

    change(conference: Conference, participant: Participant, to: { hold?: boolean; muted?: boolean }): void {
      if (to.hold !== undefined && to.hold !== participant.hold) {
        participant.hold = to.hold
        tell(conference, to.hold ? 'participant-hold' : 'participant-unhold', 'hold', describe(participant))
      }
      if (to.muted !== undefined && to.muted !== participant.muted) {
        participant.muted = to.muted
        tell(conference, to.muted ? 'participant-mute' : 'participant-unmute', 'mute', describe(participant))
      }
    },
  }
}

export type Conferences = ReturnType<typeof createConferences>
