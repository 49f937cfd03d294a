const LONGEST = 60

/** What a person or a program typed, as a sentence may show it: short, and without signs that steer a terminal. */
export function quoteInput(text: string): string {
  const plain = text.replaceAll(/[\p{C}\u2028\u2029]/gu, '·')
  return plain.length <= LONGEST ? `"${plain}"` : `"${[...plain].slice(0, LONGEST).join('')}…"`
}
