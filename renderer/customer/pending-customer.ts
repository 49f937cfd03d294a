import type { OutboxItem } from '#shared/protocol/desk-port.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { CustomerCard } from '#shared/protocol/view/customer.ts'
import { pendingOf } from './pending.ts'

/** The record of a customer created on this desk that central has not confirmed yet; null when there is none. */
export function makePendingCard(customerId: CustomerId, items: readonly OutboxItem[]): CustomerCard | null {
  const created = pendingOf(items, 'customer.create').find((one) => one.body.customerId === customerId)
  if (!created) return null
  const { kind, name, company, email, phones, language } = created.body
  return {
    profile: {
      customerId,
      kind,
      name,
      company,
      companyId: null,
      jobTitle: null,
      phones: phones.map(({ number, ...rest }) => ({ e164: number, ...rest })),
      email,
      address: null,
      language: language ?? 'en',
      timeZone: null,
      tier: 'standard',
      lifecycleStage: 'new',
      tags: [],
      doNotCall: false,
      recordingConsent: null,
      note: null,
      since: created.writtenAt,
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
  }
}
