import { describe, expect, it } from 'vitest'
import { coverTypedFields } from '#renderer/cards/cover-typed-fields.ts'
import { type Guarded, makeCardGuard } from './card-guard.ts'

/** Types one text after the other into the note of a draft. */
function typeNotes(...notes: string[]) {
  const guard = makeCardGuard()
  let screen: Guarded['screen'] = {}
  const steps: Guarded[] = []
  for (const note of notes) {
    const step = guard.edit(screen, { ...screen, note }, null)
    screen = step.screen
    steps.push(step)
  }
  return { guard, steps, screen, last: steps.at(-1) }
}

describe('a draft with a card number', () => {
  it('shows it while it is typed, stores none of it, and masks it as the person goes on', () => {
    const { steps } = typeNotes('4111 1111 1111 1111', '4111 1111 1111 1111 e')
    expect(steps[0]).toEqual({
      screen: { note: '4111 1111 1111 1111' },
      stored: { note: '…' },
      held: true,
      masked: false,
    })
    expect(steps[1]).toEqual({
      screen: { note: '•••• •••• •••• 1111 e' },
      stored: { note: '•••• •••• •••• 1111 e' },
      held: false,
      masked: true,
    })
  })

  it('is masked when the person turns away', () => {
    const { guard, screen } = typeNotes('4111111111111111')
    expect(guard.settle(screen)).toMatchObject({ stored: { note: '••••••••••••1111' }, masked: true, held: false })
  })

  it('is masked as the person goes on in another field', () => {
    const { guard, screen } = typeNotes('4111111111111111')
    const next = guard.edit(screen, { ...screen, followUpTitle: 'c' }, null)
    expect(next.stored).toEqual({ note: '••••••••••••1111', followUpTitle: 'c' })
  })

  it('keeps none of its digits when a part of it was stored before the rest came', () => {
    const first = '4111 1111 1111'
    const { guard, screen } = typeNotes(first)
    const left = guard.settle(screen)
    expect(left.stored).toEqual({ note: first })
    const back = guard.edit(left.screen, { note: `${first} 1` }, null)
    expect(back.stored).toEqual({ note: '…' })
    const whole = guard.edit(back.screen, { note: `${first} 1111` }, null)
    expect(guard.settle(whole.screen).stored).toEqual({ note: '•••• •••• •••• ••••' })
  })

  it('keeps none either when the part was on the disk before the console started', () => {
    const guard = makeCardGuard()
    const kept = { note: '4111 1111 1111' }
    const { screen } = guard.edit(kept, { note: '4111 1111 1111 1111' }, null)
    expect(guard.settle(screen).stored).toEqual({ note: '•••• •••• •••• ••••' })
  })

  it('is held and masked inside a form that is kept as JSON, over a line break too', () => {
    const guard = makeCardGuard()
    const before = { form: JSON.stringify({ name: 'Lin', note: '' }) }
    const typed = guard.edit(before, { form: JSON.stringify({ name: 'Lin', note: '4111 1111\n1111 1111' }) }, null)
    expect(typed.stored).toEqual({ form: JSON.stringify({ name: 'Lin', note: '…' }) })
    expect(guard.settle(typed.screen).screen).toEqual({
      form: JSON.stringify({ name: 'Lin', note: '•••• ••••\n•••• 1111' }),
    })
  })
})

it('a draft without one is stored as it is, the very same fields', () => {
  const fields = { note: 'call +86 138 1234 5678', code: 'solved', at: 1, form: '{"phone":"13812345678"}' }
  const guarded = makeCardGuard().edit({}, fields, null)
  expect(guarded.screen).toBe(fields)
  expect(guarded.stored).toBe(fields)
})

describe('while card data are taken', () => {
  const form = (fields: object) => ({ form: JSON.stringify(fields) })

  it('what is typed into a form is covered, what the form began with is not, in whatever row', () => {
    const guard = makeCardGuard()
    const phones = ['+31107942216', '+31208080100']
    const begun = guard.edit({}, form({ note: 'V', phones }), coverTypedFields)
    expect(begun.screen).toEqual(form({ note: 'V', phones }))
    const moved = guard.edit(begun.screen, form({ note: 'V', phones: phones.slice(1) }), coverTypedFields)
    expect(moved.screen).toEqual(form({ note: 'V', phones: phones.slice(1) }))
    const typed = guard.edit(moved.screen, form({ note: 'V 4111 1111', phones: phones.slice(1) }), coverTypedFields)
    expect(typed.stored).toEqual(form({ note: 'V •••• ••••', phones: phones.slice(1) }))
  })

  it('a note that begins with a number is covered from its first paste', () => {
    const { screen, stored, masked } = makeCardGuard().edit({}, { note: '4111 1111 1111 1112' }, coverTypedFields)
    expect([screen, stored]).toEqual([{ note: '•••• •••• •••• ••••' }, { note: '•••• •••• •••• ••••' }])
    // the mode says so itself, not key by key
    expect(masked).toBe(false)
  })
})
