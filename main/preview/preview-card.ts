import { normalisePhone } from '#shared/domain/phone-number.ts'
import type { FieldChange, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { CustomerCard, CustomerProfile } from '#shared/protocol/view/customer.ts'
import type { PendingWork, PreviewContext } from './pending.ts'
import { previewInteraction } from './preview-interaction.ts'

/** The card as it will read once central has applied what is pending. */
export function previewCard(
  card: CustomerCard,
  pending: readonly PendingWork[],
  context: PreviewContext,
): CustomerCard {
  const changes = pending.flatMap(({ body }) =>
    body.type === 'customer.update' && body.customerId === card.profile.customerId ? body.changes : [],
  )
  return {
    ...card,
    profile: changes.reduce((profile, change) => applyChange(profile, change, context.region), card.profile),
    recentInteractions: card.recentInteractions.map((view) => previewInteraction(view, pending, context)),
  }
}

type NewCustomer = Extract<PaperworkBody, { type: 'customer.create' }>

/** A customer made on this desk, before central knows of them. */
export function makeNewCard(body: NewCustomer, writtenAt: number, region: string): CustomerCard {
  return {
    profile: {
      customerId: body.customerId,
      kind: body.kind,
      name: body.name,
      company: body.company,
      companyId: null,
      jobTitle: null,
      phones: readPhones(body.phones, region),
      email: body.email,
      address: null,
      language: body.language ?? 'en',
      timeZone: null,
      tier: 'standard',
      lifecycleStage: 'new',
      tags: [],
      doNotCall: false,
      recordingConsent: null,
      note: null,
      since: writtenAt,
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

function applyChange(profile: CustomerProfile, change: FieldChange, region: string): CustomerProfile {
  if (change.field === 'phones') return { ...profile, phones: readPhones(change.value, region) }
  return { ...profile, [change.field]: change.value }
}

function readPhones(phones: NewCustomer['phones'], region: string): CustomerProfile['phones'] {
  return phones.map(({ number, label, primary }) => ({
    e164: normalisePhone(number, region)?.e164 ?? number,
    label,
    primary,
  }))
}
