import { z } from 'zod'

/**
 * What Twilio's description of its API asks of the few endpoints that are used: names, patterns, required fields.
 * A field that is not here is refused.
 */
const CallSid = z.string().regex(/^CA[0-9a-fA-F]{32}$/)
const Url = z.url({ protocol: /^https?$/ })
const Method = z.enum(['GET', 'POST'])
const Flag = z.enum(['true', 'false']).transform((text) => text === 'true')
const Int = z.string().regex(/^\d+$/).transform(Number)
const Many = <T extends z.ZodType>(item: T) =>
  z.union([z.array(item), item.transform((one) => [one])]) as z.ZodType<z.output<T>[]>
const Endpoint = z
  .string()
  .regex(/^(\+[1-9]\d{4,14}|sip:[^@\s]+@[^@\s]+|client:[\w.@+-]{1,121}(\?[\w.=&%+-]{1,800})?)$/)
const Twiml = z.string().min(1).max(4_000)
const CallEvent = z.enum(['initiated', 'ringing', 'answered', 'completed'])

export const CreateCall = z
  .strictObject({
    To: Endpoint,
    From: Endpoint,
    Twiml: Twiml.optional(),
    Url: Url.optional(),
    Method: Method.optional(),
    FallbackUrl: Url.optional(),
    StatusCallback: Url.optional(),
    StatusCallbackMethod: Method.optional(),
    StatusCallbackEvent: Many(CallEvent).optional(),
    Timeout: Int.pipe(z.number().min(5).max(600)).optional(),
    MachineDetection: z.enum(['Enable', 'DetectMessageEnd']).optional(),
  })
  .refine((form) => form.Twiml !== undefined || form.Url !== undefined, '21205 neither Url nor Twiml')

export const UpdateCall = z
  .strictObject({
    Twiml: Twiml.optional(),
    Url: Url.optional(),
    Method: Method.optional(),
    Status: z.enum(['canceled', 'completed']).optional(),
    StatusCallback: Url.optional(),
    StatusCallbackMethod: Method.optional(),
  })
  .refine((form) => Object.keys(form).length > 0, 'nothing to update')

const ConferenceEvent = z.enum(['start', 'end', 'join', 'leave', 'mute', 'hold', 'modify', 'speaker', 'announcement'])

export const CreateParticipant = z.strictObject({
  To: Endpoint,
  From: Endpoint,
  StatusCallback: Url.optional(),
  StatusCallbackMethod: Method.optional(),
  StatusCallbackEvent: Many(CallEvent).optional(),
  Label: z.string().min(1).max(128).optional(),
  Timeout: Int.pipe(z.number().min(5).max(600)).optional(),
  MachineDetection: z.enum(['Enable', 'DetectMessageEnd']).optional(),
  AmdStatusCallback: Url.optional(),
  AmdStatusCallbackMethod: Method.optional(),
  Muted: Flag.optional(),
  Beep: z.enum(['true', 'false', 'onEnter', 'onExit']).optional(),
  StartConferenceOnEnter: Flag.optional(),
  EndConferenceOnExit: Flag.optional(),
  WaitUrl: Url.optional(),
  WaitMethod: Method.optional(),
  EarlyMedia: Flag.optional(),
  MaxParticipants: Int.pipe(z.number().min(2).max(250)).optional(),
  ConferenceStatusCallback: Url.optional(),
  ConferenceStatusCallbackMethod: Method.optional(),
  ConferenceStatusCallbackEvent: Many(ConferenceEvent).optional(),
})

export const UpdateParticipant = z
  .strictObject({
    Muted: Flag.optional(),
    Hold: Flag.optional(),
    HoldUrl: Url.optional(),
    HoldMethod: Method.optional(),
    AnnounceUrl: Url.optional(),
    AnnounceMethod: Method.optional(),
    WaitUrl: Url.optional(),
    WaitMethod: Method.optional(),
    BeepOnExit: Flag.optional(),
    EndConferenceOnExit: Flag.optional(),
    Coaching: Flag.optional(),
    CallSidToCoach: CallSid.optional(),
  })
  .refine((form) => Object.keys(form).length > 0, 'nothing to update')

const paging = {
  PageSize: Int.pipe(z.number().min(1).max(1_000)).optional(),
  Page: Int.optional(),
  PageToken: z.string().optional(),
}
const Day = z.iso.datetime({ offset: true }).or(z.iso.date())

export const ListCalls = z.strictObject({
  ...paging,
  To: z.string().optional(),
  From: z.string().optional(),
  ParentCallSid: CallSid.optional(),
  Status: z
    .enum(['queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'])
    .optional(),
  StartTime: Day.optional(),
  'StartTime<': Day.optional(),
  'StartTime>': Day.optional(),
})

export const ListConferences = z.strictObject({
  ...paging,
  FriendlyName: z.string().optional(),
  Status: z.enum(['init', 'in-progress', 'completed']).optional(),
})

export const ListParticipants = z.strictObject({ ...paging, Muted: Flag.optional(), Hold: Flag.optional() })

const RecordingEvent = z.enum(['in-progress', 'completed', 'absent'])

export const CreateRecording = z.strictObject({
  RecordingStatusCallback: Url.optional(),
  RecordingStatusCallbackEvent: Many(RecordingEvent).optional(),
  RecordingStatusCallbackMethod: Method.optional(),
  RecordingChannels: z.enum(['mono', 'dual']).optional(),
  RecordingTrack: z.enum(['inbound', 'outbound', 'both']).optional(),
  Trim: z.enum(['trim-silence', 'do-not-trim']).optional(),
})
export const UpdateRecording = z
  .strictObject({
    Status: z.enum(['in-progress', 'paused', 'stopped']),
    PauseBehavior: z.enum(['skip', 'silence']).optional(),
  })
  .refine((form) => form.PauseBehavior === undefined || form.Status === 'paused', 'PauseBehavior is for a pause')
export const ListRecordings = z.strictObject({
  PageSize: Int.optional(),
  Page: Int.optional(),
  PageToken: z.string().optional(),
})
