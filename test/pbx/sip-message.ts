/** The provider has an address of its own, as it has in life: by it Asterisk tells it from telephones. */
export const PEER_HOST = '127.0.0.2'

/** One SIP message: what a test telephone needs of it. Header names are written as usual and found in any case. */
export type SipMessage = {
  /** `INVITE sip:… SIP/2.0` or `SIP/2.0 200 OK` */
  first: string
  headers: readonly (readonly [name: string, value: string])[]
  body: string
}

const short: Record<string, string> = { v: 'via', f: 'from', t: 'to', i: 'call-id', m: 'contact', l: 'content-length' }

export function parseSip(text: string): SipMessage {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = lines.map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const
  })
  return { first, headers, body: rest.join('\r\n\r\n') }
}

export function writeSip({ first, headers, body }: SipMessage): string {
  const lines = [...headers, ['Content-Length', String(Buffer.byteLength(body))] as const]
  return [first, ...lines.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n')
}

export function readHeader(message: SipMessage, name: string): string {
  const wanted = name.toLowerCase()
  const found = message.headers.find(([given]) => (short[given.toLowerCase()] ?? given.toLowerCase()) === wanted)
  return found?.[1] ?? ''
}

/** 0 for a request. */
export function readStatus({ first }: SipMessage): number {
  return Number(/^SIP\/2\.0 (\d{3})/.exec(first)?.[1] ?? 0)
}

export function readMethod(message: SipMessage): string {
  return readStatus(message) === 0
    ? (message.first.split(' ')[0] ?? '')
    : (readHeader(message, 'CSeq').split(' ')[1] ?? '')
}

export function readUri(value: string): string {
  return /<([^>]+)>/.exec(value)?.[1] ?? value.split(';')[0] ?? ''
}

/** The part before the @. */
export function readUser(uri: string): string {
  return /^sips?:([^@;]+)@/.exec(uri)?.[1] ?? ''
}
