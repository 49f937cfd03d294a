import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

type Message = { start: string; headers: Map<string, string>; body: string }

export type Dialled = { status: number; sdp: string }

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/**
 * As much of a SIP exchange on a WebSocket as a softphone needs: it registers with a password, is called with a given
 * session description, and is hung up. Carries no audio: that goes between the two ends.
 */
export async function startSipExchange(account: { user: string; password: string }) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sip' })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const nonce = randomBytes(8).toString('hex')
  const answers = new Map<string, (message: Message) => void>()
  const heard: string[] = []
  let contact: string | null = null
  let socket: WebSocket | null = null
  let counter = 0

  server.on('connection', (opened) => {
    socket = opened
    opened.on('message', (data) => {
      const message = parse(String(data))
      if (message === null) return
      heard.push(message.start)
      if (message.start.startsWith('SIP/2.0')) answers.get(message.headers.get('call-id') ?? '')?.(message)
      else if (message.start.startsWith('REGISTER')) register(opened, message)
      else if (!message.start.startsWith('ACK')) reply(opened, message, '200 OK')
    })
    opened.on('close', () => {
      if (socket === opened) contact = null
    })
  })

  function register(opened: WebSocket, message: Message): void {
    const given = message.headers.get('authorization')
    if (given === undefined) {
      const challenge = `WWW-Authenticate: Digest realm="test", nonce="${nonce}", algorithm=MD5`
      reply(opened, message, '401 Unauthorized', [challenge])
      return
    }
    const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(given)?.[1] ?? ''
    const proof = md5(`${account.user}:test:${account.password}`)
    const wanted = md5(`${proof}:${nonce}:${md5(`REGISTER:${field('uri')}`)}`)
    if (field('response') !== wanted) {
      reply(opened, message, '403 Forbidden')
      return
    }
    contact = /<([^>]+)>/.exec(message.headers.get('contact') ?? '')?.[1] ?? null
    reply(opened, message, '200 OK', [`Contact: <${contact}>;expires=120`])
  }

  function call(id: string, method: string, sequence: number, extra: string[], body = '', toTag = ''): void {
    socket?.send(
      [
        `${method} ${contact} SIP/2.0`,
        `Via: SIP/2.0/WS test.invalid;branch=z9hG4bK${id}${method}${sequence}`,
        'Max-Forwards: 70',
        `From: <sip:exchange@test>;tag=${id}`,
        `To: <${contact}>${toTag}`,
        `Call-ID: ${id}`,
        `CSeq: ${sequence} ${method}`,
        `Contact: <sip:exchange@127.0.0.1:${port};transport=ws>`,
        ...extra,
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    )
  }

  return {
    port,
    /** the first lines of everything the softphone sent */
    heard,
    isRegistered: () => contact !== null,
    /** breaks the connection, as a network does */
    cut: () => socket?.terminate(),
    /** Calls the registered softphone; resolves with its final answer. */
    dial(headers: Record<string, string>, sdp: string): Promise<Dialled> & { hangUp: () => void } {
      counter += 1
      const id = `call${counter}x${nonce}`
      let toTag = ''
      const answered = new Promise<Dialled>((resolve) => {
        answers.set(id, ({ start, headers: given, body }) => {
          const status = Number(start.split(' ')[1])
          if (status < 200 || !given.get('cseq')?.includes('INVITE')) return
          toTag = /;tag=[^;]+/.exec(given.get('to') ?? '')?.[0] ?? ''
          call(id, 'ACK', 1, [], '', toTag)
          resolve({ status, sdp: body })
        })
      })
      const extra = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
      call(id, 'INVITE', 1, [...extra, 'Content-Type: application/sdp'], sdp)
      return Object.assign(answered, { hangUp: () => call(id, 'BYE', 2, [], '', toTag) })
    },
    async stop(): Promise<void> {
      for (const client of server.clients) client.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function reply(socket: WebSocket, { headers }: Message, status: string, extra: string[] = []): void {
  const keep = ['via', 'from', 'call-id', 'cseq'].map((name) => `${name}: ${headers.get(name) ?? ''}`)
  const to = headers.get('to') ?? ''
  const tagged = to.includes(';tag=') ? to : `${to};tag=exchange`
  socket.send([`SIP/2.0 ${status}`, ...keep, `to: ${tagged}`, ...extra, 'Content-Length: 0', '', ''].join('\r\n'))
}

/** Null for the empty lines that keep a connection open. */
function parse(text: string): Message | null {
  const [head = '', body = ''] = text.split(/\r\n\r\n([\s\S]*)/)
  const [start = '', ...lines] = head.split('\r\n')
  if (start.trim() === '') return null
  const headers = lines.map((line): [string, string] => {
    const at = line.indexOf(':')
    return [line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim()]
  })
  return { start, headers: new Map(headers), body }
}
