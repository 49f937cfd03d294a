/** Scripts written right to left, and the marks that belong to them. */
const rightToLeft = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
/** Overrides and isolates: a name that brings its own would turn what stands around it. */
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * A name or other foreign text for use inside a sentence or a row: what is written right to left is isolated, so that
 * neither side reorders the other. Texts without such letters come back as they are.
 */
export function isolateText(text: string): string {
  const plain = text.replace(directionControls, '')
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain
}

/** The parts that say something, each isolated, as one line: Ann Bee · 林氏公司. */
export function joinParts(...parts: readonly (string | null | undefined)[]): string {
  return parts.flatMap((part) => (part ? [isolateText(part)] : [])).join(' · ')
}
