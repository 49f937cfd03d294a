import type { Party } from '#central/telephony/adapter.ts'

/** How Twilio writes a caller who does not show a number. */
const withheld = new Set([
  '',
  'anonymous',
  '+266696687',
  '266696687',
  'restricted',
  '+7378742833',
  'unavailable',
  '+86282452253',
  'unknown',
  '+8656696',
])

/** Who calls, by Twilio's `From`. */
export function readCaller(from: string): Party {
  if (withheld.has(from.toLowerCase())) return { kind: 'withheld' }
  if (from.startsWith('sip:')) return { kind: 'sip', address: from }
  if (from.startsWith('client:')) return { kind: 'client', address: from.slice('client:'.length) }
  return { kind: 'number', address: from }
}
