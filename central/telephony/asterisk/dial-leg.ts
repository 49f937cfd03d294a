import type { LineAnswer, LineCommand, LineLeg, Party } from '#central/telephony/adapter.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, endWatch } from './asterisk-line.ts'
import { CONFIRM_VARIABLE, isUnconfirmed } from './awaits-key.ts'
import { openBridge } from './bridges.ts'
import { hangUpLeg } from './hang-up-leg.ts'
import { JUDGED } from './judge-answer.ts'
import { nameEndpoint } from './name-endpoint.ts'
import { Channel } from './wire.ts'

type DialCommand = Extract<LineCommand, { op: 'dial' }>

/** Asterisk's own end of ringing comes this long after ours: it only matters while central is away. */
const BACKSTOP_S = 3

/**
 * Calls a party into the call's bridge; a supervisor is called beside it. The channel's id is our leg id, so a
 * repetition finds the channel and goes on where the first one stopped.
 */
export async function dialLeg(line: AsteriskLine, command: DialCommand): Promise<LineAnswer> {
  const { callId, legId, role } = command
  const endpoint = writeEndpoint(command.to, line.config)
  if (endpoint === null) return { ok: false, code: 'unsupported', detail: 'nobody to dial' }
  const known = line.legs.get(legId)
  if (known && known.state !== 'dialing') return { ok: true, repeated: true }
  const customer = [...line.legs.values()].find((leg) => leg.callId === callId && leg.role === 'customer')
  const refused = await openBridge(line, callId, 'bridge')
  if (refused) return answerFailure(refused)

  const ready = line.waitForStasis(legId)
  const variables = {
    ...{ RINGDESK_CALL: callId, RINGDESK_ROLE: role, 'PJSIP_HEADER(add,X-Leg-Id)': legId },
    ...(command.detect && { [JUDGED]: '1' }),
    ...(command.confirm && { [CONFIRM_VARIABLE]: 'awaited' }),
    'CONNECTEDLINE(num)': command.from ?? customer?.arrived?.to ?? '',
  }
  // with the customer's codec an agent's leg needs no transcoding
  const originator = customer?.vendorId
  const order = { endpoint, app: line.config.app, channelId: legId, appArgs: 'dialled', originator }
  const created = await line.ari.post('/channels/create', order, { variables })
  if (created.ok) {
    const channel = Channel.parse(created.body)
    line.legs.set(legId, readCreated(command, channel))
    if (command.confirm && !isUnconfirmed(channel)) return refuseUnasked(line, legId)
  } else if (created.status !== 409) {
    return created.status === 500 ? { ok: false, code: 'vendor', detail: 'unreachable' } : answerFailure(created)
  }
  if (created.ok && !(await ready)) return { ok: false, code: 'vendor', detail: 'the channel did not begin' }
  return ring(line, command, created.ok)
}

async function ring(line: AsteriskLine, command: DialCommand, isNew: boolean): Promise<LineAnswer> {
  const { callId, legId, role, timeoutMs } = command
  // a supervisor is heard by nobody before they choose to be, a telephone that may be a voicemail box before its key
  if (role !== 'supervisor' && !command.confirm) {
    const added = await line.ari.post(`/bridges/${callId}/addChannel`, { channel: legId })
    if (!added.ok) return answerFailure(added)
  }
  const timeout = Math.ceil(timeoutMs / 1_000) + BACKSTOP_S
  const dialled = await line.ari.post(`/channels/${legId}/dial`, { timeout })
  // 409 of a channel made before: a repetition of what was dialled already
  if (!dialled.ok && (isNew || dialled.status !== 409)) return answerFailure(dialled)
  const leg = line.legs.get(legId)
  if (leg && leg.state !== 'up') watchRinging(line, leg, timeoutMs)
  return dialled.ok ? { ok: true } : { ok: true, repeated: true }
}

/** An `ari.conf` without that variable: nobody could tell a voicemail box from somebody who pressed the key. */
async function refuseUnasked(line: AsteriskLine, legId: string): Promise<LineAnswer> {
  line.log.error({ legId }, `ari.conf: channelvars lacks ${CONFIRM_VARIABLE}; no number is dialled for an agent`)
  await line.ari.delete(`/channels/${legId}`)
  return { ok: false, code: 'vendor', detail: `channelvars lacks ${CONFIRM_VARIABLE}` }
}

function watchRinging(line: AsteriskLine, leg: LineLeg, timeoutMs: number): void {
  endWatch(line, leg.legId)
  const cancel = line.clock.schedule(timeoutMs, () => {
    line.watches.delete(leg.legId)
    hangUpLeg(line, leg, 'no_answer').catch((error: unknown) =>
      line.log.error({ err: error, legId: leg.legId }, 'a leg that rang too long was not hung up'),
    )
  })
  line.watches.set(leg.legId, cancel)
}

function readCreated({ callId, legId, role }: DialCommand, channel: Channel): LineLeg {
  return { callId, legId, role, state: 'dialing', place: 'parked', muted: false, vendorId: channel.id }
}

/**
 * Whom Asterisk shall call; null when there is nobody to call. A `sip` address without a host is an endpoint of this
 * Asterisk, such as a desk phone: its administrator gives them, nobody else.
 */
function writeEndpoint(to: Party, config: AsteriskLine['config']): string | null {
  switch (to.kind) {
    case 'number':
      return `PJSIP/${to.address}@${config.trunk}`
    case 'sip': {
      const address = to.address.replace(/^sips?:/, '')
      return address.includes('@') ? `PJSIP/${config.trunk}/sip:${address}` : `PJSIP/${address}`
    }
    case 'client':
      return `PJSIP/${nameEndpoint(config, to.address)}`
    case 'withheld':
      return null
    default:
      return to satisfies never
  }
}
