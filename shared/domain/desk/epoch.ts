/**
 * An epoch is `SITE` at first and `SITE.MARK` after a restore: the site's own name stays in every backup, the mark is
 * drawn anew each time. Desks push again to their own site only.
 */
const SEPARATOR = '.'

export function isSameSite(one: string, other: string): boolean {
  return readSite(one) === readSite(other)
}

/** The epoch after a restore of the site whose epoch was `before`. `mark`: drawn at random, up to 20 characters. */
export function makeEpochAfterRestore(before: string, mark: string): string {
  return `${readSite(before)}${SEPARATOR}${mark}`
}

function readSite(epoch: string): string {
  return epoch.split(SEPARATOR, 1)[0] ?? epoch
}
