import { dateFormat } from '#renderer/ui/format/keep-formats.ts'

/** True for every IANA zone this computer knows. */
export function isTimeZone(zone: string): boolean {
  try {
    dateFormat('en', { timeZone: zone })
    return zone !== ''
  } catch {
    // the only way Intl has to say that a zone is unknown
    return false
  }
}
