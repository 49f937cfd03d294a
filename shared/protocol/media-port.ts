import { z } from 'zod'
import { PhoneCredentials } from './view/phone.ts'

/**
 * The port between the desktop app's console and its media window, which is the telephone: orders go there, news come
 * back. The console may be loaded anew at any time; the sound does not notice.
 */

const deviceId = z.string().max(500)
/** '' is the system's own. */
const InUse = z.strictObject({ microphone: deviceId, speaker: deviceId })
const id = z.string().min(1).max(100)
const [, SipWs, Twilio] = PhoneCredentials.options
const secret = SipWs.shape.password

export const MediaOrder = z.discriminatedUnion('kind', [
  /** Whose telephone it is to be. The one that is so already goes on with what it does, and tells how it stands. */
  z.strictObject({
    kind: z.literal('start'),
    userId: id,
    credentials: z.discriminatedUnion('kind', [SipWs, Twilio]),
    devices: InUse,
  }),
  z.strictObject({ kind: z.literal('renew'), secret }),
  z.strictObject({ kind: z.literal('use'), devices: InUse }),
  z.strictObject({ kind: z.literal('release') }),
  /** the answer to an `invite` */
  z.strictObject({ kind: z.literal('admit'), inviteId: id, mine: z.boolean() }),
  /** what arrived since the call began: told as `reading` */
  z.strictObject({ kind: z.literal('read'), askId: id }),
  /** opens the microphone for a moment: told as `tested` */
  z.strictObject({ kind: z.literal('test'), askId: id, microphone: deviceId }),
  /** how loud the microphone hears, told as `level` until `end-trial`; or once as `refused` */
  z.strictObject({ kind: z.literal('listen'), askId: id, microphone: deviceId }),
  /** records for a moment and plays it: told as `echo`, or once as `refused` */
  z.strictObject({ kind: z.literal('echo'), askId: id, devices: InUse }),
  z.strictObject({ kind: z.literal('end-trial'), askId: id }),
  z.strictObject({ kind: z.literal('stop') }),
])
export type MediaOrder = z.infer<typeof MediaOrder>

const count = z.number().nonnegative()
const Reading = z.strictObject({ received: count, lost: z.number(), jitterMs: count, roundTripMs: count.nullable() })

/** Why a microphone cannot be opened. */
const MicrophoneProblem = z.enum(['denied', 'missing', 'busy', 'unsupported'])

export const MediaNews = z.discriminatedUnion('kind', [
  /** the media window was loaded, for the first time or anew: it is nobody's telephone */
  z.strictObject({ kind: z.literal('empty') }),
  z.strictObject({
    kind: z.literal('connection'),
    connection: z.enum(['connecting', 'registered', 'lost', 'refused']),
  }),
  z.strictObject({ kind: z.literal('audio'), audio: z.enum(['none', 'up', 'held']) }),
  z.strictObject({ kind: z.literal('microphone-ended') }),
  /** a leg that wants to be answered, said again to a console that was loaded anew */
  z.strictObject({
    kind: z.literal('invite'),
    inviteId: id,
    offerId: z.string().max(200).nullable(),
    legId: z.string().max(200).nullable(),
  }),
  z.strictObject({ kind: z.literal('reading'), askId: id, reading: Reading.nullable() }),
  /** `silent`: it is open and gives exact silence */
  z.strictObject({
    kind: z.literal('tested'),
    askId: id,
    problem: MicrophoneProblem.or(z.literal('silent')).nullable(),
  }),
  z.strictObject({ kind: z.literal('level'), askId: id, level: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('echo'), askId: id, echo: z.enum(['recording', 'playing', 'over', 'failed']) }),
  z.strictObject({ kind: z.literal('refused'), askId: id, problem: MicrophoneProblem }),
])
export type MediaNews = z.infer<typeof MediaNews>

/** What the console's preload exposes as `window.ringdeskMedia`. */
export interface MediaBridge {
  order(order: MediaOrder): Promise<unknown>
  onNews(listener: (news: MediaNews) => void): () => void
}

/** What the media window's preload exposes as `window.ringdeskConsole`. */
export interface ConsoleBridge {
  tell(news: MediaNews): Promise<unknown>
  onOrder(listener: (order: MediaOrder) => void): () => void
}
