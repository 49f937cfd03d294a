import { z } from 'zod'
import { cleanText } from '#shared/protocol/clean-text.ts'

/** Twilio adds fields when it likes: what we do not name is left out, what we name is bounded. */
const Text = cleanText(500)
const CallSid = z.string().regex(/^CA[0-9a-f]{32}$/)
const ConferenceSid = z.string().regex(/^CF[0-9a-f]{32}$/)

export const VoiceFields = z.object({
  CallSid,
  From: Text.default(''),
  To: Text,
  Direction: Text.optional(),
  CallStatus: Text.optional(),
})
export type VoiceFields = z.infer<typeof VoiceFields>

export const CallStatusFields = z.object({
  CallSid,
  CallStatus: Text,
  SequenceNumber: Text.optional(),
  Timestamp: Text.optional(),
  CallDuration: Text.optional(),
  SipResponseCode: Text.optional(),
})
export type CallStatusFields = z.infer<typeof CallStatusFields>

export const ConferenceFields = z.object({
  ConferenceSid,
  FriendlyName: Text,
  StatusCallbackEvent: Text,
  SequenceNumber: Text.optional(),
  Timestamp: Text.optional(),
  CallSid: CallSid.optional(),
  ParticipantLabel: Text.optional(),
  ParticipantCallStatus: Text.optional(),
  Muted: Text.optional(),
  Hold: Text.optional(),
  Coaching: Text.optional(),
})
export type ConferenceFields = z.infer<typeof ConferenceFields>

export const LeftQueueFields = z.object({ CallSid, QueueResult: Text, QueueTime: Text.optional() })
export const RecordingFields = z.object({
  CallSid,
  RecordingSid: z.string().regex(/^RE[0-9a-f]{32}$/),
  RecordingStatus: Text,
  RecordingDuration: Text.optional(),
  RecordingStartTime: Text.optional(),
})
export type RecordingFields = z.infer<typeof RecordingFields>
export const AnsweredByFields = z.object({ CallSid, AnsweredBy: Text })
export const ConfirmFields = z.object({ CallSid, Digits: Text.optional() })
