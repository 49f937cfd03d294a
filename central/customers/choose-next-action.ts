import type { z } from 'zod'
import type { AttentionCard, NextBestAction } from '#shared/protocol/view/customer.ts'
import type { OpenCase } from './choose-attention.ts'

const DAY = 24 * 60 * 60 * 1000
/** A renewal is spoken of from two months before. */
const RENEWAL_MS = 60 * DAY
/** How much may be offered to keep a customer, in percent. */
const DISCOUNT = { low: 5, medium: 10, high: 15 } as const
const RANK = { urgent: 0, high: 1, normal: 2, low: 3 } as const

type Customer = { lifecycle_stage: string; churn_risk: string | null; renewal_at: number | null }

/**
 * One proposal, by plain rules, the first that fits:
 * 1. an open case of high priority: follow it up (an urgent one is on an attention card already);
 * 2. a renewal within 60 days: offer it, unless something urgent or disputed is open, for then an offer offends;
 * 3. a customer at risk, lapsed or gone, or likely to leave: win back;
 * 4. any other open case, the longest untouched first.
 */
export function chooseNextAction(
  customer: Customer,
  facts: {
    cases: readonly OpenCase[]
    attention: readonly z.infer<typeof AttentionCard>[]
    lastOrderAt: number | null
    now: number
  },
): z.infer<typeof NextBestAction> | null {
  const waiting = facts.cases
    .filter((one) => one.priority !== 'urgent')
    .sort((a, b) => RANK[a.priority] - RANK[b.priority] || a.updated_at - b.updated_at)
  const [first] = waiting
  if (first?.priority === 'high') return followUp(first)

  const upset = facts.attention.some((card) => card.kind === 'case_urgent' || card.kind === 'invoice_disputed')
  const renewalAt = customer.renewal_at
  if (renewalAt !== null && renewalAt >= facts.now && renewalAt - facts.now <= RENEWAL_MS && !upset) {
    return { kind: 'renewal_offer', renewalAt, discountPercent: discountFor(customer.churn_risk) }
  }
  if (['at_risk', 'lapsed', 'former'].includes(customer.lifecycle_stage) || customer.churn_risk === 'high') {
    return { kind: 'win_back', lastOrderAt: facts.lastOrderAt }
  }
  return first ? followUp(first) : null
}

function followUp(one: OpenCase): z.infer<typeof NextBestAction> {
  return { kind: 'follow_up_case', reference: one.number, subject: one.subject }
}

function discountFor(risk: string | null): number {
  return risk === 'high' || risk === 'medium' ? DISCOUNT[risk] : DISCOUNT.low
}
