import { z } from 'zod'
import type { LineLeg } from '#central/telephony/adapter.ts'
import type { AnsweredBy } from '#shared/protocol/call.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { type AsteriskLine, findLeg, pathOf } from './asterisk-line.ts'
import type { AriEvent } from './wire.ts'

/** Set on a channel whose answer is to be judged: also a central that was started since knows it. */
export const JUDGED = 'RINGDESK_JUDGE'
/** Where the site's dialplan runs `AMD()` and hands its verdict back. A site without it judges nothing. */
const CONTEXT = 'ringdesk-judge'
const PREFIX = 'judge-'

/** `AMDSTATUS`; what it is not sure of is nobody's. */
const verdicts: Partial<Record<string, AnsweredBy>> = { HUMAN: 'person', MACHINE: 'machine' }

/**
 * Has the dialplan listen to who picked up, through a channel of its own: the conversation goes on meanwhile, and a
 * verdict that does not come is missed by nobody. The channel ends with its verdict, or with the leg.
 */
export async function judgeAnswer(line: AsteriskLine, leg: LineLeg): Promise<void> {
  const channel = `${PREFIX}${leg.legId}`
  const ready = line.waitForStasis(channel)
  const order = { spy: 'in', whisper: 'none', app: line.config.app, appArgs: 'judge' }
  const made = await line.ari.post(`${pathOf(leg)}/snoop/${channel}`, order)
  if (!made.ok || !(await ready)) return
  await line.ari.post(`/channels/${channel}/continue`, { context: CONTEXT, extension: 's', priority: 1 })
}

const Verdict = z.tuple([z.literal('judged'), z.string()])

/** The dialplan hands back who picked up. False: it is no verdict. */
export function takeInVerdict(line: AsteriskLine, event: Extract<AriEvent, { type: 'StasisStart' }>): boolean {
  const told = Verdict.safeParse(event.args)
  const { id } = event.channel
  if (!told.success || !id.startsWith(PREFIX)) return false
  void line.ari.delete(`/channels/${encodeURIComponent(id)}`)
  const leg = findLeg(line, id.slice(PREFIX.length))
  const by = verdicts[told.data[1]]
  if (!leg || by === undefined) return true
  line.lastAt = Math.max(line.reading.readTime(event.timestamp), line.lastAt + 1)
  const { callId } = leg
  line.emit({ type: 'answered-by', at: line.lastAt, key: `${id}:verdict`, callId, legId: LegId.parse(leg.legId), by })
  return true
}
