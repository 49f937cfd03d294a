import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import {
  PEER_HOST,
  parseSip,
  readHeader,
  readMethod,
  readStatus,
  readUri,
  readUser,
  type SipMessage,
  writeSip,
} from './sip-message.ts'
import { findTones } from './tone.ts'
import { openVoices } from './voices.ts'
import { CONFIRM_HZ } from './write-configuration.ts'

/** How a telephone of the peer takes a call. Who picks up presses 1 when asked to; a voicemail box does not. */
export type Manner = 'picks-up' | 'voicemail' | 'never' | 'busy' | 'unreachable' | 'rejects' | 'gives-up'

/** One end of a SIP dialog at the peer. `headers` are those of the INVITE. */
export type PeerCall = {
  id: string
  direction: 'in' | 'out'
  /** the number at the far end of the trunk: who calls, or who is called */
  number: string
  state: 'inviting' | 'ringing' | 'up' | 'ending' | 'over'
  /** the last final answer to our INVITE */
  status: number
  invite: SipMessage
  /** `audioPort`: where the far end takes our voice; 0 until it has said so */
  remote: { target: string; tag: string; audioPort: number }
  localTag: string
  cseq: number
}

/** Shorter than the words that ask for a key. */
const EAR_MS = 60

const finals: Record<Exclude<Manner, 'picks-up' | 'voicemail' | 'never'>, string> = {
  busy: '486 Busy Here',
  unreachable: '404 Not Found',
  rejects: '603 Decline',
  'gives-up': '480 Temporarily Unavailable',
}

export type SipPeer = Awaited<ReturnType<typeof openSipPeer>>

/**
 * The world at the other end of the trunk: callers and telephones over SIP on UDP. Each number has its manner. On
 * loopback nothing is lost, so it repeats no request.
 */
export async function openSipPeer() {
  const socket: Socket = createSocket('udp4')
  socket.bind(0, PEER_HOST)
  await once(socket, 'listening')
  const { port } = socket.address()
  const voices = await openVoices()
  const calls = new Map<string, PeerCall>()
  const manners = new Map<string, Manner>()
  let pbxPort = 0
  let packets = 0
  let serial = 0

  function send(message: SipMessage): void {
    packets += 1
    socket.send(writeSip(message), pbxPort, '127.0.0.1')
  }
  const newTag = () => `peer${process.pid}-${port}-${++serial}`
  const newVia = () => `SIP/2.0/UDP ${PEER_HOST}:${port};rport;branch=z9hG4bK${newTag()}`
  const contact = `<sip:peer@${PEER_HOST}:${port}>`
  const writeSdp = (direction = 'sendrecv') =>
    [
      'v=0',
      `o=- 1 1 IN IP4 ${PEER_HOST}`,
      's=-',
      `c=IN IP4 ${PEER_HOST}`,
      't=0 0',
      `m=audio ${voices.port} RTP/AVP 0 101`,
    ]
      .concat(['a=rtpmap:0 PCMU/8000', 'a=rtpmap:101 telephone-event/8000', 'a=ptime:20', `a=${direction}`, ''])
      .join('\r\n')

  function request(method: string, uri: string, extra: SipMessage['headers'], body = ''): void {
    send({
      first: `${method} ${uri} SIP/2.0`,
      headers: [
        ...(extra.some(([name]) => name === 'Via') ? [] : [['Via', newVia()] as const]),
        ...extra,
        ['Max-Forwards', '70'],
        ['Contact', contact],
        ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
      ],
      body,
    })
  }
  /** Our side of a dialog that stands. */
  function writeDialog(call: PeerCall, method: string, cseq: number): SipMessage['headers'] {
    const from = readHeader(call.invite, call.direction === 'out' ? 'From' : 'To').replace(/;tag=.*/, '')
    const to = readHeader(call.invite, call.direction === 'out' ? 'To' : 'From').replace(/;tag=.*/, '')
    return [
      ['From', `${from};tag=${call.localTag}`],
      ['To', `${to};tag=${call.remote.tag}`],
      ['Call-ID', call.id],
      ['CSeq', `${cseq} ${method}`],
    ]
  }
  function respond(to: SipMessage, status: string, tag: string, body = ''): void {
    const copied = to.headers.filter(([name]) => /^(via|from|call-id|cseq|record-route)$/i.test(name))
    const told = readHeader(to, 'To')
    const headers = [
      ...copied,
      ['To', /;tag=/.test(told) ? told : `${told};tag=${tag}`] as const,
      ['Contact', contact] as const,
      ...(body === '' ? [] : [['Content-Type', 'application/sdp'] as const]),
    ]
    send({ first: `SIP/2.0 ${status}`, headers, body })
  }

  function end(call: PeerCall): void {
    call.state = 'over'
    if (call.remote.audioPort > 0) voices.hush(call.remote.audioPort)
  }
  function takeAudioPort(call: PeerCall, { body }: SipMessage): void {
    const told = Number(/^m=audio (\d+)/m.exec(body)?.[1] ?? 0)
    if (told > 0) call.remote.audioPort = told
  }

  function takeResponse(call: PeerCall, message: SipMessage): void {
    const status = readStatus(message)
    const method = readMethod(message)
    if (method === 'BYE') end(call)
    if (method !== 'INVITE') return
    takeAudioPort(call, message)
    if (status < 200) {
      if (call.state === 'inviting' && status > 100) call.state = 'ringing'
      return
    }
    call.status = status
    call.remote.tag = /;tag=([^;]+)/.exec(readHeader(message, 'To'))?.[1] ?? ''
    const target = readUri(readHeader(message, 'Contact'))
    if (target !== '') call.remote.target = target
    if (status < 300) {
      // the answer to an INVITE within the dialog has the number of that INVITE
      const cseq = Number(readHeader(message, 'CSeq').split(' ')[0])
      request('ACK', call.remote.target, writeDialog(call, 'ACK', cseq))
      if (call.state === 'ending') {
        bye(call)
        return
      }
      if (call.state !== 'over') call.state = 'up'
      return
    }
    // a refusal is acknowledged within the transaction of the INVITE
    const uri = call.invite.first.split(' ')[1] ?? ''
    request('ACK', uri, [['Via', readHeader(call.invite, 'Via')], ...writeDialog(call, 'ACK', 1)])
    end(call)
  }

  function takeInvite(message: SipMessage): void {
    const id = readHeader(message, 'Call-ID')
    const known = calls.get(id)
    // asked again within the dialog: the same description of our side
    if (known) {
      takeAudioPort(known, message)
      respond(message, '200 OK', known.localTag, writeSdp())
      return
    }
    const number = readUser(message.first.split(' ')[1] ?? '')
    const from = readHeader(message, 'From')
    const tag = /;tag=([^;]+)/.exec(from)?.[1] ?? ''
    const remote = { target: readUri(readHeader(message, 'Contact')), tag, audioPort: 0 }
    const call: PeerCall = {
      ...{ id, direction: 'in', number, state: 'ringing', status: 0, invite: message, remote },
      ...{ localTag: newTag(), cseq: 1 },
    }
    calls.set(id, call)
    takeAudioPort(call, message)
    const manner = manners.get(number) ?? 'picks-up'
    if (manner !== 'picks-up' && manner !== 'voicemail' && manner !== 'never') {
      end(call)
      respond(message, finals[manner], call.localTag)
      return
    }
    respond(message, '180 Ringing', call.localTag)
    if (manner === 'never') return
    pickUp(call)
    if (manner === 'picks-up') void pressWhenAsked(call)
  }

  function pickUp(call: PeerCall): void {
    call.state = 'up'
    respond(call.invite, '200 OK', call.localTag, writeSdp())
  }

  /** Somebody who is asked for a key while they are on the line. */
  async function pressWhenAsked(call: PeerCall): Promise<void> {
    while (call.state === 'up') {
      const heard = await voices.listen(call.remote.audioPort, EAR_MS)
      if (findTones(heard, [CONFIRM_HZ]).length === 0) continue
      voices.press(call.remote.audioPort, '1')
      return
    }
  }

  function takeRequest(message: SipMessage): void {
    const call = calls.get(readHeader(message, 'Call-ID'))
    switch (readMethod(message)) {
      case 'INVITE':
        takeInvite(message)
        return
      case 'ACK':
        return
      case 'BYE':
        if (call) end(call)
        respond(message, '200 OK', call?.localTag ?? newTag())
        return
      case 'CANCEL':
        respond(message, '200 OK', call?.localTag ?? newTag())
        if (call?.state !== 'ringing') return
        end(call)
        respond(call.invite, '487 Request Terminated', call.localTag)
        return
      default:
        respond(message, '200 OK', call?.localTag ?? newTag())
        return
    }
  }

  function bye(call: PeerCall): void {
    call.state = 'ending'
    call.cseq += 1
    request('BYE', call.remote.target, writeDialog(call, 'BYE', call.cseq))
  }

  socket.on('message', (data, from) => {
    packets += 1
    // Asterisk registers as soon as it is up
    if (pbxPort === 0) pbxPort = from.port
    const message = parseSip(data.toString())
    if (readStatus(message) === 0) {
      takeRequest(message)
      return
    }
    const call = calls.get(readHeader(message, 'Call-ID'))
    if (call) takeResponse(call, message)
  })

  return {
    port,
    /** where its calls go */
    connect(sipPort: number): void {
      pbxPort = sipPort
    },
    behaves(number: string, manner: Manner): void {
      manners.set(number, manner)
    },
    /** `from` null: a caller who does not show a number. */
    call(from: string | null, to: string): PeerCall {
      const id = newTag()
      const uri = `sip:${to}@127.0.0.1:${pbxPort}`
      const caller =
        from === null ? '"Anonymous" <sip:anonymous@anonymous.invalid>' : `<sip:${from}@${PEER_HOST}:${port}>`
      const localTag = newTag()
      const headers = [
        ['Via', newVia()],
        ['From', `${caller};tag=${localTag}`],
        ['To', `<${uri}>`],
        ['Call-ID', id],
        ['CSeq', '1 INVITE'],
        ['Max-Forwards', '70'],
        ['Contact', contact],
        ['Content-Type', 'application/sdp'],
      ] as const
      const invite: SipMessage = { first: `INVITE ${uri} SIP/2.0`, headers, body: writeSdp() }
      const call: PeerCall = {
        ...{ id, direction: 'out', number: from ?? '', state: 'inviting', status: 0, invite },
        ...{ remote: { target: uri, tag: '', audioPort: 0 }, localTag, cseq: 1 },
      }
      calls.set(id, call)
      send(invite)
      return call
    },
    hangUp(call: PeerCall): void {
      if (call.state === 'over' || call.state === 'ending') return
      if (call.state === 'up') {
        bye(call)
        return
      }
      call.state = call.direction === 'out' ? 'ending' : 'over'
      if (call.direction === 'in') {
        respond(call.invite, '603 Decline', call.localTag)
        return
      }
      const kept = call.invite.headers.filter(([name]) => /^(via|from|to|call-id)$/i.test(name))
      const uri = call.invite.first.split(' ')[1] ?? ''
      request('CANCEL', uri, [...kept, ['CSeq', '1 CANCEL']])
    },
    /** The far end puts us on hold, or takes us back: an INVITE within the dialog. */
    askAgain(call: PeerCall, direction: 'sendonly' | 'sendrecv'): void {
      call.cseq += 1
      request('INVITE', call.remote.target, writeDialog(call, 'INVITE', call.cseq), writeSdp(direction))
    },
    sendGarbage(bytes: Uint8Array): void {
      socket.send(bytes, pbxPort, '127.0.0.1')
    },
    calls: (): readonly PeerCall[] => [...calls.values()],
    /** Speaks a tone into the call from now on, until it is over. */
    speak(call: PeerCall, hertz: number): void {
      voices.speak(call.remote.audioPort, hertz)
    },
    press: (call: PeerCall, digit: string): void => voices.press(call.remote.audioPort, digit),
    hush: (call: PeerCall): void => voices.hush(call.remote.audioPort),
    /** What arrives at this end of the call, from now on. */
    listen: (call: PeerCall, ms: number): Promise<Int16Array> => voices.listen(call.remote.audioPort, ms),
    /** SIP messages sent and taken so far */
    packets: () => packets,
    /** nothing of ours waits for an answer */
    isIdle: () => [...calls.values()].every(({ state }) => state !== 'inviting' && state !== 'ending'),
    forget(): void {
      for (const call of calls.values()) this.hangUp(call)
      manners.clear()
    },
    async close(): Promise<void> {
      await voices.close()
      await new Promise<void>((resolve) => socket.close(() => resolve()))
    },
  }
}
