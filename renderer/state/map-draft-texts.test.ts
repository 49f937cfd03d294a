import { expect, it } from 'vitest'
import { maskCardNumbers } from '#shared/domain/cards/mask-card-numbers.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { makeCardGuard } from './card-guard.ts'

/** Its groups hold the digits of a card. */
const telling = '019ab7c3-5e21-771f-9a38-867986345534'

it('an id that looks like a card is neither held nor masked in a draft, nor in a form kept as JSON', () => {
  // its digits alone would be one
  expect(maskCardNumbers(telling.slice(19))).not.toBe(telling.slice(19))
  const guard = makeCardGuard()
  const fields = { note: '', noteId: telling, form: JSON.stringify({ followUpId: telling }) }
  const edited = guard.edit({}, fields, null)
  expect(edited).toEqual({ screen: fields, stored: fields, held: false, masked: false })
  expect(guard.settle(edited.screen)).toEqual({ screen: fields, stored: fields, held: false, masked: false })
})

it('no id of 5,000 that the product makes is held or altered', () => {
  let now = Date.UTC(2026, 10, 22)
  const newId = createIdSource({ now: () => (now += 977), schedule: () => () => {} }, createSeededRandom(11))
  for (let made = 0; made < 5000; made += 1) {
    const fields = { noteId: newId(), followUpId: newId(), note: 'Called back' }
    const guard = makeCardGuard()
    expect(guard.edit({}, fields, null)).toEqual({ screen: fields, stored: fields, held: false, masked: false })
    expect(guard.settle(fields).stored).toEqual(fields)
  }
})

it('a card beside an id is masked all the same', () => {
  const fields = { noteId: telling, note: `4111111111111111 ${telling.slice(0, 8)}` }
  expect(makeCardGuard().settle(fields).stored).toEqual({
    noteId: telling,
    note: `••••••••••••1111 ${telling.slice(0, 8)}`,
  })
})
