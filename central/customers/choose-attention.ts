import type { z } from 'zod'
import type { AttentionCard } from '#shared/protocol/view/customer.ts'

export type Trouble = {
  number: string
  total_minor: number
  currency: string
  invoice_reference: string | null
  invoice_disputed: number
  invoice_due_at: number | null
  delayed_days: number
}
export type OpenCase = {
  number: string
  subject: string
  priority: 'low' | 'normal' | 'high' | 'urgent'
  updated_at: number
}

type Card = z.infer<typeof AttentionCard>

/**
 * What the agent must know before the first word, at most two, worst first: an urgent open case, a disputed invoice
 * (the largest), a late order (the latest one), and that this customer must not be called.
 */
export function chooseAttention(
  customer: { do_not_call: number },
  troubles: readonly Trouble[],
  cases: readonly OpenCase[],
): Card[] {
  const cards: Card[] = []
  const urgent = cases.filter((one) => one.priority === 'urgent').sort((a, b) => a.updated_at - b.updated_at)[0]
  if (urgent) cards.push({ kind: 'case_urgent', reference: urgent.number, subject: urgent.subject })

  const disputed = troubles.filter((order) => order.invoice_disputed).sort((a, b) => b.total_minor - a.total_minor)[0]
  if (disputed) {
    cards.push({
      kind: 'invoice_disputed',
      reference: disputed.invoice_reference ?? disputed.number,
      amount: { minor: disputed.total_minor, currency: disputed.currency },
      dueAt: disputed.invoice_due_at,
    })
  }
  const late = troubles.filter((order) => order.delayed_days > 0).sort((a, b) => b.delayed_days - a.delayed_days)[0]
  if (late) cards.push({ kind: 'order_delayed', reference: late.number, byDays: late.delayed_days })
  if (customer.do_not_call) cards.push({ kind: 'do_not_call' })
  return cards.slice(0, 2)
}
