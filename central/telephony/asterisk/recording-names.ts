/** What the customer says, and what the customer hears: the two channels of a recording, left and right. */
export const sides = ['in', 'out'] as const
export type Side = (typeof sides)[number]

/** What Asterisk calls the file of one side. */
export function nameRecording(recordingId: string, side: Side): string {
  return `ringdesk-${recordingId}-${side}`
}

/** The file of a message: one side, for nobody answers. */
export function nameMessage(recordingId: string): string {
  return `ringdesk-${recordingId}-message`
}

/** Of a file's name; null: it is no message of ours. */
export function readMessageName(name: string): string | null {
  return /^ringdesk-(.+)-message$/.exec(name)?.[1] ?? null
}

/** The channel that overhears for it. */
export function nameRecorder(recordingId: string, side: Side): string {
  return `record-${recordingId}-${side}`
}

const named = /^(?:ringdesk|record)-(.+)-(in|out)$/

/** Of a file's or a channel's name; null: none of ours. */
export function readRecordingName(name: string): { recordingId: string; side: Side } | null {
  const [, recordingId, side] = named.exec(name) ?? []
  return recordingId === undefined ? null : { recordingId, side: side === 'in' ? 'in' : 'out' }
}
