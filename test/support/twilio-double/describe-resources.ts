import { type Call, type Conference, describeTime, type Participant } from './model.ts'

/** Resources as Twilio's API writes them. */
export function describeCall(accountSid: string, call: Call) {
  return {
    sid: call.sid,
    account_sid: accountSid,
    from: call.from,
    to: call.to,
    status: call.status,
    direction: call.direction,
    date_created: describeTime(call.createdAt),
    date_updated: describeTime(call.endedAt ?? call.createdAt),
    start_time: call.startedAt === null ? null : describeTime(call.startedAt),
    end_time: call.endedAt === null ? null : describeTime(call.endedAt),
    duration:
      call.startedAt === null || call.endedAt === null
        ? null
        : String(Math.round((call.endedAt - call.startedAt) / 1000)),
    api_version: '2010-04-01',
    uri: `/2010-04-01/Accounts/${accountSid}/Calls/${call.sid}.json`,
  }
}

export function describeConference(accountSid: string, room: Conference) {
  return {
    sid: room.sid,
    account_sid: accountSid,
    friendly_name: room.name,
    status: room.status,
    region: 'us1',
    date_created: describeTime(room.createdAt),
    date_updated: describeTime(room.createdAt),
    api_version: '2010-04-01',
    uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${room.sid}.json`,
  }
}

/** `participant` null: their telephone still rings. */
export function describeParticipant(accountSid: string, room: Conference, call: Call, participant: Participant | null) {
  return {
    account_sid: accountSid,
    call_sid: call.sid,
    conference_sid: room.sid,
    label: call.joins?.attributes.participantLabel ?? participant?.label ?? null,
    hold: participant?.hold ?? false,
    muted: participant?.muted ?? false,
    coaching: (participant?.coaches ?? null) !== null,
    call_sid_to_coach: participant?.coaches ?? null,
    status: describeStatus(call),
    start_conference_on_enter: participant?.starts ?? true,
    end_conference_on_exit: participant?.endsConference ?? false,
    date_created: describeTime(room.createdAt),
    date_updated: describeTime(room.createdAt),
    uri: `/2010-04-01/Accounts/${accountSid}/Conferences/${room.sid}/Participants/${call.sid}.json`,
  }
}

function describeStatus({ status }: Call): string {
  switch (status) {
    case 'queued':
    case 'ringing':
      return status
    case 'in-progress':
      return 'connected'
    case 'completed':
      return 'complete'
    default:
      return 'failed'
  }
}
