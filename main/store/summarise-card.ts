import type { CustomerCard, CustomerSummary } from '#shared/protocol/view/customer.ts'

/** The row that a list shows of a card. */
export function summariseCard({ profile, recentInteractions }: CustomerCard): CustomerSummary {
  const { customerId, kind, name, company, jobTitle, tier } = profile
  const phone = profile.phones.find((entry) => entry.primary) ?? profile.phones[0]
  return {
    customerId,
    kind,
    name,
    company,
    jobTitle,
    tier,
    city: profile.address?.city ?? null,
    phone: phone?.e164 ?? null,
    lastContactAt: recentInteractions[0]?.startedAt ?? null,
  }
}
