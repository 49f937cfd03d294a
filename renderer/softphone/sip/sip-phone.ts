import JsSIP from 'jssip'
import type { PhoneCredentials } from '#shared/protocol/view/phone.ts'
import type { InUse, Invite, Softphone, SoftphoneParts } from '../port.ts'
import { answerSession, type SipCall } from './sip-call.ts'

type SipCredentials = Extract<PhoneCredentials, { kind: 'sip-ws' }>
type IncomingSession = Parameters<typeof answerSession>[0]
type Request = { getHeader(name: string): string | undefined }

/** The exchange's refusals of who we are; everything else may end by itself. */
const unwelcome: ReadonlySet<number> = new Set([401, 403, 404, 407])

/** The agent's telephone on a SIP exchange that speaks WebSocket, such as Asterisk. Reconnects by itself. */
export function startSipPhone(credentials: SipCredentials, parts: SoftphoneParts): Softphone {
  // the library's own log would hold every message it sends
  JsSIP.debug.disable()
  const { tell } = parts
  const iceServers = credentials.iceServers.map(
    ({ urls, username, credential }): RTCIceServer => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    }),
  )
  let devices = parts.devices
  let call: { session: IncomingSession; answered: SipCall | null } | null = null
  const agent = new JsSIP.UA({
    sockets: new JsSIP.WebSocketInterface(credentials.url),
    uri: `sip:${credentials.user}@${credentials.domain}`,
    authorization_user: credentials.user,
    password: credentials.password,
    user_agent: 'Ringdesk',
    register: true,
    register_expires: 120,
    session_timers: false,
    connection_recovery_min_interval: 1,
    connection_recovery_max_interval: 5,
  })
  agent.on('connecting', () => tell({ kind: 'connection', connection: 'connecting' }))
  agent.on('registered', () => tell({ kind: 'connection', connection: 'registered' }))
  agent.on('disconnected', () => tell({ kind: 'connection', connection: 'lost' }))
  agent.on('unregistered', () => tell({ kind: 'connection', connection: 'lost' }))
  agent.on('registrationFailed', ({ response }) => {
    const refused = unwelcome.has(response?.status_code ?? 0)
    tell({ kind: 'connection', connection: refused ? 'refused' : 'lost' })
  })
  agent.on('newRTCSession', ({ originator, session, request }: NewSession) => {
    if (originator === 'remote') void take(session, readInvite(request))
  })
  agent.start()

  async function take(session: IncomingSession, invite: Invite): Promise<void> {
    const mine = await parts.admit(invite)
    if (session.isEnded()) return
    if (!mine) return void session.terminate({ status_code: 486 })
    // a fresh leg replaces the one before it; central lets that one go
    const entry: NonNullable<typeof call> = { session, answered: null }
    call = entry
    entry.answered = await answerSession(session, {
      ...{ devices, tell, openMicrophone: parts.openMicrophone, iceServers },
      onEnded: () => {
        if (call !== entry) return
        call = null
        tell({ kind: 'audio', audio: 'none' })
      },
    })
    if (entry.answered === null && call === entry) call = null
  }

  return {
    renew(secret) {
      agent.set('password', secret)
      agent.register()
    },
    async use(next: InUse) {
      const before = devices
      devices = next
      if (call?.answered == null) return
      if (next.microphone !== before.microphone || !call.answered.hears())
        await call.answered.setMicrophone(next.microphone)
      if (next.speaker !== before.speaker) await call.answered.setSpeaker(next.speaker)
    },
    release: () => call?.answered?.release(),
    read: async () => call?.answered?.read() ?? null,
    stop: () => agent.stop(),
  }
}

type NewSession = { originator: string; session: IncomingSession; request: Request }

function readInvite(request: Request): Invite {
  return { offerId: request.getHeader('X-Offer-Id') ?? null, legId: request.getHeader('X-Leg-Id') ?? null }
}
