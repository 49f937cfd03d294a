import type { Card } from './find-cards.ts'

/** Places of digits that are a card's security code: they are kept nowhere, not in part either. */
export function findSecurityCodes(folded: string, cards: readonly Card[]): number[] {
  const named = [...folded.matchAll(NAMED)].flatMap((match) => placesOf(match, 0))
  const beside = cards.flatMap((card) => {
    const after = folded.slice(card.to, card.to + 60)
    for (const shape of SHAPES) {
      const match = shape.exec(after)
      if (match) return placesOf(match, card.to)
    }
    return []
  })
  return [...named, ...beside]
}

const NAME = 'cvv2?|cvc2?|cvn2?|csc|security code|card code|安全码|安全碼|卡背[三3][码碼]|末[三3][码碼]'
const NAMED = new RegExp(`(?:${NAME})(?:[^\\d\\n]{0,12}?)(?<code>\\d{3,4})(?!\\d)`, 'giud')
const EXPIRY = '(?:0[1-9]|1[0-2]|[1-9])\\s?[/.\\-\\s]?\\s?(?:20)?\\d{2}'
const BETWEEN = '[^\\d]{1,24}?'
const SHAPES = [
  // 12/27 123, exp 12/27, cvc 123, 1227 123
  new RegExp(`^[^\\d]{0,24}?${EXPIRY}${BETWEEN}(?<code>\\d{3,4})(?!\\d|[/.-]\\d)`, 'iud'),
  // 123 12/27
  new RegExp(`^[^\\d\\n]{1,4}(?<code>\\d{3,4})${BETWEEN}${EXPIRY}(?!\\d)`, 'iud'),
  // 1227123 in one piece with what was before it
  /^(?:0[1-9]|1[0-2])\d{2}(?<code>\d{3,4})(?!\d)/d,
  // 123, and nothing more on the line
  /^[ ,/|-]{1,3}(?<code>\d{3})[ .]*(?:\n|$)/d,
]

function placesOf(match: RegExpExecArray, from: number): number[] {
  const [start, end] = match.indices?.groups?.code ?? [0, 0]
  return Array.from({ length: end - start }, (_, index) => from + start + index)
}
