import { describe, expect, it } from 'vitest'
import { DAY, NOW } from '#test/support/customers.ts'
import { chooseAttention, type OpenCase, type Trouble } from './choose-attention.ts'
import { chooseNextAction } from './choose-next-action.ts'

const order = (given: Partial<Trouble>): Trouble => ({
  number: 'SO-1',
  total_minor: 100,
  currency: 'CNY',
  invoice_reference: null,
  invoice_disputed: 0,
  invoice_due_at: null,
  delayed_days: 0,
  ...given,
})
const open = (given: Partial<OpenCase>): OpenCase => ({
  number: 'CS-1',
  subject: 's',
  priority: 'normal',
  updated_at: NOW,
  ...given,
})

describe('attention cards', () => {
  it('are at most two, worst first: urgent case, disputed invoice, late order, do not call', () => {
    const troubles = [
      order({ number: 'SO-2', delayed_days: 2 }),
      order({ number: 'SO-3', delayed_days: 9 }),
      order({ invoice_disputed: 1, total_minor: 5 }),
      order({ invoice_disputed: 1, total_minor: 900, invoice_reference: 'INV-9', invoice_due_at: NOW }),
    ]
    const dispute = {
      kind: 'invoice_disputed',
      reference: 'INV-9',
      amount: { minor: 900, currency: 'CNY' },
      dueAt: NOW,
    }
    const late = { kind: 'order_delayed', reference: 'SO-3', byDays: 9 }
    const urgent = { kind: 'case_urgent', reference: 'CS-7', subject: 's' }
    const cases = [open({}), open({ priority: 'urgent', number: 'CS-7' })]
    expect(chooseAttention({ do_not_call: 1 }, troubles, cases)).toEqual([urgent, dispute])
    expect(chooseAttention({ do_not_call: 1 }, troubles, [])).toEqual([dispute, late])
    expect(chooseAttention({ do_not_call: 1 }, troubles.slice(0, 2), [])).toEqual([late, { kind: 'do_not_call' }])
    expect(chooseAttention({ do_not_call: 0 }, [], [open({})])).toEqual([])
  })
})

describe('the next best action', () => {
  const calm = { lifecycle_stage: 'active', churn_risk: null, renewal_at: null }
  const facts = { cases: [], attention: [], lastOrderAt: null, now: NOW }
  const disputed = [
    { kind: 'invoice_disputed', reference: 'x', amount: { minor: 1, currency: 'CNY' }, dueAt: null },
  ] as const

  it('is nothing for a customer whom nothing ails', () => {
    expect(chooseNextAction(calm, facts)).toBeNull()
  })

  it('follows up a case of high priority before anything else', () => {
    const cases = [open({ number: 'CS-2' }), open({ number: 'CS-3', priority: 'high' })]
    const action = chooseNextAction({ ...calm, renewal_at: NOW + DAY }, { ...facts, cases })
    expect(action).toMatchObject({ kind: 'follow_up_case', reference: 'CS-3' })
  })

  it('offers a renewal within sixty days, dearer where the customer may leave, never amid a dispute', () => {
    const soon = { ...calm, renewal_at: NOW + 60 * DAY }
    expect(chooseNextAction(soon, facts)).toEqual({
      kind: 'renewal_offer',
      renewalAt: soon.renewal_at,
      discountPercent: 5,
    })
    expect(chooseNextAction({ ...soon, churn_risk: 'medium' }, facts)).toMatchObject({ discountPercent: 10 })
    expect(chooseNextAction({ ...soon, churn_risk: 'high' }, facts)).toMatchObject({ discountPercent: 15 })
    expect(chooseNextAction(soon, { ...facts, attention: disputed })).toBeNull()
    expect(chooseNextAction({ ...calm, renewal_at: NOW + 61 * DAY }, facts)).toBeNull()
    expect(chooseNextAction({ ...calm, renewal_at: NOW - 1 }, facts)).toBeNull()
  })

  it('wins back who lapsed or may leave, else looks after the case that waited longest', () => {
    expect(chooseNextAction({ ...calm, lifecycle_stage: 'lapsed' }, { ...facts, lastOrderAt: 7 })).toEqual({
      kind: 'win_back',
      lastOrderAt: 7,
    })
    expect(chooseNextAction({ ...calm, churn_risk: 'high' }, facts)).toMatchObject({ kind: 'win_back' })
    const cases = [open({ number: 'new' }), open({ number: 'old', updated_at: NOW - DAY })]
    expect(chooseNextAction(calm, { ...facts, cases })).toMatchObject({ kind: 'follow_up_case', reference: 'old' })
  })
})
