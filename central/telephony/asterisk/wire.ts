import { z } from 'zod'

/** ARI's words as far as we read them. What else it sends is left aside: Asterisk adds fields in minor versions. */
export const Channel = z.object({
  id: z.string(),
  state: z.string(),
  caller: z.object({ number: z.string() }),
  dialplan: z.object({ app_name: z.string().default(''), app_data: z.string().default('') }),
  creationtime: z.string(),
  channelvars: z.record(z.string(), z.string()).default({}),
})
export type Channel = z.infer<typeof Channel>

export const Bridge = z.object({ id: z.string(), name: z.string().default(''), channels: z.array(z.string()) })
export type Bridge = z.infer<typeof Bridge>

/** `duration`: seconds, of a recording that is over. */
const LiveRecording = z.object({
  name: z.string(),
  duration: z.number().min(0).optional(),
  target_uri: z.string().optional(),
})

export const Ping = z.object({ timestamp: z.string() })

const base = { timestamp: z.string() }
const known = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('StasisStart'), channel: Channel, args: z.array(z.string()) }),
  z.object({ ...base, type: z.literal('ChannelStateChange'), channel: Channel }),
  z.object({ ...base, type: z.literal('ChannelEnteredBridge'), channel: Channel, bridge: Bridge }),
  z.object({ ...base, type: z.literal('ChannelLeftBridge'), channel: Channel, bridge: Bridge }),
  z.object({ ...base, type: z.literal('ChannelUserevent'), channel: Channel.optional(), eventname: z.string() }),
  z.object({ ...base, type: z.literal('ChannelDestroyed'), channel: Channel, cause: z.int() }),
  z.object({ ...base, type: z.literal('RecordingStarted'), recording: LiveRecording }),
  z.object({ ...base, type: z.literal('RecordingFinished'), recording: LiveRecording }),
  z.object({ ...base, type: z.literal('RecordingFailed'), recording: LiveRecording }),
  z.object({ ...base, type: z.literal('ChannelDtmfReceived'), channel: Channel, digit: z.string() }),
  z.object({ ...base, type: z.literal('ChannelTalkingStarted'), channel: Channel }),
  z.object({ ...base, type: z.literal('PlaybackFinished'), playback: z.object({ id: z.string(), state: z.string() }) }),
  z.object({ ...base, type: z.literal('ApplicationReplaced') }),
])
export type AriEvent = z.infer<typeof known>

const types = new Set<string>(known.options.map((option) => option.shape.type.value))
const Named = z.object({ type: z.string() })

/** One frame of the event socket; null for a kind that we do not use. Throws at a kind we use and cannot read. */
export function readEvent(text: string): AriEvent | null {
  const raw: unknown = JSON.parse(text)
  return types.has(Named.parse(raw).type) ? known.parse(raw) : null
}
