const FORM = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}'
/** The form of our own ids, and of many other systems'. */
export const UUID = new RegExp(`^${FORM}$`, 'i')
/** Not in the middle of a longer row of such groups: that is no id. */
const WITHIN = new RegExp(`(?<![0-9a-z]|[0-9a-z]-)${FORM}(?![0-9a-z]|-[0-9a-z])`, 'gi')

/** The text (folded) with a letter in each place of a UUID: its groups of digits may look like a card's, and are none. */
export function blankUuids(folded: string): string {
  return folded.replaceAll(WITHIN, (uuid) => 'x'.repeat(uuid.length))
}
