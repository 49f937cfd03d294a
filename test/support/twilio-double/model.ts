import type { Verb } from './parse-twiml.ts'

export type EndStatus = 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled'
type CallStatus = 'queued' | 'ringing' | 'in-progress' | EndStatus
export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed'

/** Where a call's audio is, and what Twilio does when that is over. */
type Place =
  | { kind: 'nowhere' }
  | { kind: 'playing' }
  | { kind: 'pause'; then: Verb[] }
  | { kind: 'queue'; action: string | null; then: Verb[] }
  | { kind: 'speaking' }
  | { kind: 'gather'; action: string; then: Verb[] }
  | { kind: 'conference'; conference: Conference; then: Verb[] }

export type Call = {
  sid: string
  direction: 'inbound' | 'outbound-api'
  from: string
  to: string
  status: CallStatus
  createdAt: number
  startedAt: number | null
  endedAt: number | null
  callback: { url: string; events: readonly CallEvent[] } | null
  sequence: number
  /** what an outbound call does when it is answered */
  twiml: string | null
  url: string | null
  /** the conference that an answered call enters by itself, and how: made as a participant */
  joins: { conference: Conference; attributes: Record<string, string> } | null
  /** what a client is told beside its name */
  customParameters: Record<string, string>
  place: Place
  /** grows with every document: one that was replaced stops running */
  run: number
  /** how long its person speaks after a beep, and then hangs up */
  speaksMs: number
  heard: string[]
  /** who is told who picked up */
  judges: string | null
}

export type Participant = {
  call: Call
  label: string | null
  hold: boolean
  muted: boolean
  /** the call that alone hears this one; null: everybody does */
  coaches: string | null
  endsConference: boolean
  starts: boolean
}

export type Conference = {
  sid: string
  name: string
  status: 'init' | 'in-progress' | 'completed'
  createdAt: number
  /** fixed by the first who joined */
  callback: { url: string; events: readonly string[] } | null
  sequence: number
  participants: Map<string, Participant>
  /** called into it and not there yet: their calls by label */
  expected: Map<string, Call>
}

export function isOver(call: Call): boolean {
  return !['queued', 'ringing', 'in-progress'].includes(call.status)
}

export function describeTime(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000')
}
