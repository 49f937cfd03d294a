import { CustomerCard } from '#shared/protocol/view/customer.ts'

/** A small valid card for desk tests. */
export function makeCard(
  customerId: string,
  profile: Partial<{ name: string; company: string; phones: string[]; email: string }> = {},
  more: Record<string, unknown> = {},
): CustomerCard {
  return CustomerCard.parse({
    profile: {
      customerId,
      kind: 'individual',
      name: profile.name ?? 'Maya Okafor',
      company: profile.company ?? null,
      companyId: null,
      jobTitle: null,
      phones: (profile.phones ?? []).map((e164, index) => ({ e164, label: 'mobile', primary: index === 0 })),
      email: profile.email ?? null,
      address: null,
      language: 'en',
      timeZone: null,
      tier: 'gold',
      lifecycleStage: 'active',
      tags: [],
      doNotCall: false,
      recordingConsent: null,
      note: null,
      since: 1000,
      lifetimeValue: null,
      openCases: 0,
      lastSatisfaction: null,
      churnRisk: null,
      renewalAt: null,
      counts: { interactions: 0, orders: 0, cases: 0, opportunities: 0, tasks: 0, files: 0 },
      fieldVersions: {},
    },
    attention: [],
    nextBestAction: null,
    recentInteractions: [],
    recentOrders: [],
    contacts: [],
    ...more,
  })
}
