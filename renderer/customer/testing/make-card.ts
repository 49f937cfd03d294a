import { CustomerCard, type CustomerProfile } from '#shared/protocol/view/customer.ts'

/** A believable record for component tests: invented, checked against the protocol. */
export function makeCard(changes: Partial<CustomerProfile> = {}, rest: Partial<CustomerCard> = {}): CustomerCard {
  return CustomerCard.parse({
    profile: {
      customerId: 'customer-maya',
      kind: 'individual',
      name: 'Maya Okafor',
      company: 'Northwind Logistics',
      companyId: null,
      jobTitle: 'Operations manager',
      phones: [{ e164: '+31107942216', label: 'work', primary: true }],
      email: 'maya@northwind.example',
      address: { line: 'Dock 7', city: 'Rotterdam', region: '', postalCode: '3011', country: 'NL' },
      language: 'en',
      timeZone: 'Europe/Amsterdam',
      tier: 'gold',
      lifecycleStage: 'active',
      tags: ['logistics'],
      doNotCall: false,
      recordingConsent: true,
      note: null,
      since: Date.UTC(2021, 2, 4),
      lifetimeValue: { minor: 6_248_000, currency: 'EUR' },
      openCases: 2,
      lastSatisfaction: 5,
      churnRisk: 'medium',
      renewalAt: null,
      counts: { interactions: 3, orders: 12, cases: 2, opportunities: 1, tasks: 3, files: 0 },
      fieldVersions: {},
      ...changes,
    },
    attention: [],
    nextBestAction: null,
    recentInteractions: [],
    recentOrders: [],
    contacts: [],
    ...rest,
  })
}
