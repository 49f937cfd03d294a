/**
 * The telephony port: types only. Adapters translate between a provider and these words and decide nothing.
 * They offer primitives; hold, transfer, conference and the like are sequences of them, written once in `flows/`.
 */
import type { AnsweredBy, LegPlace, LegRole, MonitorMode, TerminationCause } from '#shared/protocol/call.ts'
import type { CallId, LegId, RecordingId, UserId } from '#shared/protocol/ids.ts'
import type { PhoneCredentials } from '#shared/protocol/view/phone.ts'

/** Whom a leg is or should be connected to. `address` of `client` is a provider's client identity. */
export type Party =
  | { kind: 'number'; address: string }
  | { kind: 'sip'; address: string }
  | { kind: 'client'; address: string }
  | { kind: 'withheld' }

export type Sound =
  | { kind: 'music' }
  | { kind: 'ringback' }
  | { kind: 'silence' }
  | { kind: 'say'; text: string; language: string }
  | { kind: 'media'; url: string }

/**
 * A leg as the provider knows it now. `vendorId` is the provider's own id of it. `arrived`: how a customer's leg came, by
 * a provider that still knows: so a call whose arrival was never told can be taken in.
 */
export type LineLeg = {
  callId: CallId
  legId: LegId
  role: LegRole
  state: 'dialing' | 'ringing' | 'up'
  place: LegPlace
  muted: boolean
  vendorId: string
  arrived?: { at: number; from: Party; to: string }
}

/**
 * What an adapter can do. A screen offers nothing that the line cannot do, a flow refuses with `line_unsupported`.
 * `confirmsAgentLeg`: phone legs must press a key before they are bridged, so no customer lands in a voicemail box.
 */
export type Capabilities = {
  park: boolean
  mute: boolean
  say: boolean
  listen: boolean
  record: boolean
  dtmf: boolean
  /** a caller whom nobody serves may leave a message: `take-message` */
  voicemail: boolean
  confirmsAgentLeg: boolean
  /** a call may begin with us: the agent's leg is dialled into it first, then the customer's */
  callOut: boolean
  /** it can tell a person who picked up from an answering machine: `answered-by` */
  detectsMachines: boolean
  maxLegs: number
}

/**
 * One primitive. `commandId` makes a repetition harmless: a flow that resumes after a crash sends the same again.
 * `bridge` puts a leg into the call's bridge; `park` takes it out of it and plays to it.
 */
export type LineCommand = { commandId: string; callId: CallId; legId: LegId } & (
  | { op: 'answer' }
  | { op: 'bridge' }
  | { op: 'park'; sound: Sound }
  /** `detect`: who picked up is told as soon as the line has heard enough; nobody waits for it */
  | {
      op: 'dial'
      role: LegRole
      to: Party
      from: string | null
      timeoutMs: number
      confirm: boolean
      detect?: boolean
    }
  | { op: 'mute'; on: boolean }
  /**
   * A supervisor's leg hears the whole bridge. `monitor`: nobody hears it; `whisper`: only the leg `to` does, never the
   * customer; `barge`: everybody. Reported as place and mute: `listening` muted, `listening` unmuted, `bridge`.
   * A leg that is dialled with the role `supervisor` is heard by nobody before that.
   */
  | { op: 'listen'; to: LegId; mode: MonitorMode }
  /** key tones that this leg hears: `0`–`9`, `*`, `#` */
  | { op: 'dtmf'; digits: string }
  /** `names` of the words, the best first: a line without a voice of its own plays a sound that the site calls so */
  | { op: 'say'; sound: Sound; names: readonly string[]; thenHangUp: boolean }
  /**
   * This leg, in its conversation, hears that the call is recorded, and nobody else does. Done when the line says it or
   * has said it; a line without a voice has words of its own. Refused when it is not said.
   */
  | { op: 'announce'; sound: Sound }
  /**
   * The whole call's recording, on the customer's leg; it ends with that leg. A pause leaves silence in its place. What
   * stands as it is asked for is reported again. No such recording: `wrong_state` (`gone` is for the leg). `stop` is also
   * asked of a message, `purpose` says so: to be told what became of it.
   */
  | { op: 'record'; recordingId: RecordingId; act: 'start' | 'pause' | 'resume' | 'stop'; purpose?: 'message' }
  /**
   * The customer's leg hears the words and a beep; what is then said, `maxMs` at most or up to `#`, is recorded, and the
   * leg is hung up. Reported as a recording: `on` with the beep, `stopped`, `ready`. Nothing was said, or the caller left
   * before the beep: `failed`.
   */
  | { op: 'take-message'; recordingId: RecordingId; sound: Sound; maxMs: number }
  | { op: 'hang-up'; cause: TerminationCause }
)

export type LineAnswer =
  | { ok: true; repeated?: boolean }
  | {
      ok: false
      code: 'gone' | 'wrong_state' | 'unsupported' | 'busy' | 'vendor'
      retryAfterMs?: number
      detail?: string
    }

/**
 * What happened on the line, in the past tense. `key` is the provider's own identity of the fact (never built from
 * arrival): the same fact twice has the same key. `at` is made from the provider's time and numbering, so that it
 * orders the facts of one leg whatever way they came. `note` keeps raw what the adapter could not read.
 */
export type LineEvent = { at: number; key: string; note?: string } & (
  | {
      type: 'arrived'
      callId: CallId
      legId: LegId
      vendorId: string
      from: Party
      to: string
      headers: Record<string, string>
    }
  | {
      type: 'leg'
      callId: CallId
      legId: LegId
      state: 'dialing' | 'ringing' | 'up'
      place: LegPlace
      muted: boolean
      vendorId: string
    }
  | {
      type: 'leg-ended'
      callId: CallId
      legId: LegId
      cause: TerminationCause
      vendorCause: string | null
      durationMs: number | null
    }
  /**
   * A recording as the provider confirms it. `stopped`: nothing is recorded any more; `ready`: its sound can be fetched
   * under `vendorId`.
   */
  | {
      type: 'recording'
      callId: CallId
      recordingId: RecordingId
      state: 'on' | 'paused' | 'stopped' | 'ready' | 'failed'
      vendorId: string
      durationMs: number | null
      sizeBytes: number | null
    }
  /** who picked up a leg that was dialled with `detect`; a line that is not sure says nothing */
  | { type: 'answered-by'; callId: CallId; legId: LegId; by: AnsweredBy }
  /** a word of the provider that we do not know: kept with its `note`, changes nothing */
  | { type: 'noted'; callId: CallId; legId: LegId; note: string }
  | { type: 'link'; up: boolean }
)

type RecordingOnLine = { recordingId: RecordingId; callId: CallId; vendorId: string }

/**
 * The whole of a recording as WAV: 16-bit PCM, left the customer, right what they heard; a message may have the one side
 * alone. `gone`: there is no such.
 */
export type RecordingSound = { ok: true; wav: AsyncIterable<Uint8Array> } | { ok: false; code: 'gone' | 'vendor' }

/**
 * Where facts go. Resolves when the fact is durable at central: a webhook is acknowledged only after that.
 * What to do with a caller comes back as commands; until then an arrival waits with music.
 */
export type LineSink = (event: LineEvent) => Promise<void>

export interface TelephonyAdapter {
  readonly name: string
  readonly capabilities: Capabilities
  start(sink: LineSink): Promise<void>
  /** Lets go of the provider. Never ends a call. */
  stop(): Promise<void>
  /**
   * Every leg of ours that the provider holds now, rebuilt from the provider, not from memory. Nobody else's who uses the
   * same provider: what central cannot explain it hangs up in the end.
   */
  snapshot(): Promise<LineLeg[]>
  do(command: LineCommand): Promise<LineAnswer>
  /** The sound of a recording that was told as `ready`, as often as it is asked for. Absent: this line records nothing. */
  fetchRecording?(recording: RecordingOnLine): Promise<RecordingSound>
  /**
   * Lets the line forget the sound of a recording that is kept elsewhere; nothing is there afterwards, as before if there
   * was nothing. Throws when the line cannot be asked.
   */
  forgetRecording?(recording: RecordingOnLine): Promise<void>
  /**
   * Makes a console the telephone of this person: `address` is the `client` party that their legs are dialled to.
   * Absent: this line has no softphones. Asked about once a log-in and again before it expires; asking again changes
   * nothing for a call.
   */
  issuePhone?(asker: { userId: UserId; login: string; address: string; now: number }): Promise<PhoneCredentials>
}
