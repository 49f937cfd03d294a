import { normalisePhone } from '#shared/domain/phone-number.ts'

/** The links the system hands to us. They are shown in the console; nothing is dialled without a click. */
export const NUMBER_SCHEMES = ['tel', 'callto', 'sip'] as const
const MAX_LENGTH = 256
const linkPattern = new RegExp(`^(${NUMBER_SCHEMES.join('|')}):`, 'i')

/**
 * The number in a tel:, callto: or sip: link as E.164, or null when there is none we can read. A link with a
 * `phone-context` is refused: it means a number only its own network understands.
 */
export function readNumberLink(link: string, region: string): string | null {
  if (link.length > MAX_LENGTH || !linkPattern.test(link) || /phone-context/i.test(link)) return null
  let text: string
  try {
    text = decodeURIComponent(link.replace(linkPattern, ''))
  } catch {
    // a malformed escape: not a link that anybody meant
    return null
  }
  return normalisePhone(text.replace(/^\/+/, ''), region)?.e164 ?? null
}

/** The first number link among a process's arguments. Switches are never read from them, whatever they look like. */
export function findNumberLink(args: readonly string[], region: string): string | null {
  for (const arg of args) {
    if (!linkPattern.test(arg)) continue
    const number = readNumberLink(arg, region)
    if (number !== null) return number
  }
  return null
}
