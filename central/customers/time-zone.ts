/** Whether the running calendar knows the zone: an unknown one would throw wherever a local time is shown. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
