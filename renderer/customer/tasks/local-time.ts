/** `2026-11-22T15:30` as typed, in this computer's zone, to epoch milliseconds; null for anything else. */
export function readLocalTime(typed: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(typed)) return null
  const at = new Date(typed).getTime()
  return Number.isFinite(at) && at >= 0 ? at : null
}
