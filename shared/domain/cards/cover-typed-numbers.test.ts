import { expect, it } from 'vitest'
import { coverTypedNumbers } from './cover-typed-numbers.ts'

/** Types a text key by key at the end of what stands there; every step as the screen showed it. */
function typeOnto(start: string, typed: string): string[] {
  const steps: string[] = []
  let text = start
  for (const sign of typed) {
    text = coverTypedNumbers(text, text + sign)
    steps.push(text)
  }
  return steps
}
const digitsOf = (text: string) => text.replaceAll(/\D/g, '')

it.each([
  ['411111111', '•••••••••'],
  ['4111 1111 1111 1111 ok', '•••• •••• •••• •••• ok'],
  // no check digit is asked for: a card that was misheard is still somebody's
  ['4111-1111-1111-1112', '••••-••••-••••-••••'],
  ['４１１１１１１１', '••••••••'],
  ['四一一一一一一一', '••••••••'],
  ['pays 49.90 in 3 parts', 'pays 49.90 in 3 parts'],
  ['12/27', '12/27'],
  ['cvv 123', 'cvv •••'],
  ['安全码 1234', '安全码 ••••'],
])('%s becomes %s as it is typed, and never more than five digits are seen', (typed, shown) => {
  const steps = typeOnto('', typed)
  expect(steps.at(-1)).toBe(shown)
  for (const step of steps) expect(digitsOf(step).length).toBeLessThanOrEqual(5)
})

it('what was pasted is covered at once', () => {
  expect(coverTypedNumbers('card: ', 'card: 4111111111111111 12/27')).toBe('card: •••••••••••••••• ••/••')
})

it('a number that stood there before stays, until it is typed into', () => {
  expect(typeOnto('Order 12345678', ' is paid').at(-1)).toBe('Order 12345678 is paid')
  expect(typeOnto('Order 12345678, ', 'paid 4111111').at(-1)).toBe('Order 12345678, paid •••••••')
  expect(coverTypedNumbers('Order 12345678', 'Order 12345')).toBe('Order 12345')
  expect(coverTypedNumbers('Order 12345678', 'Order 1234578')).toBe('Order •••••••')
})

it('numbers that become one as what stood between them is taken out are covered', () => {
  expect(coverTypedNumbers('4111 and 1111', '4111  1111')).toBe('••••  ••••')
})

it('the id of something is no number', () => {
  const id = '0192f3a4-1111-7222-8333-444455556666'
  expect(coverTypedNumbers('', id)).toBe(id)
})
