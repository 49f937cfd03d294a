import type { FieldChange, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { CustomerCard, CustomerProfile } from '#shared/protocol/view/customer.ts'

type NewCustomer = Extract<PaperworkBody, { type: 'customer.create' }>
/** Turns a number as it was typed into the one to show: E.164 where the reader can, else as it came. */
export type ReadNumber = (typed: string) => string

/** A customer made on this desk, before central knows of them. */
export function makeNewCard(body: NewCustomer, writtenAt: number, readNumber: ReadNumber): CustomerCard {
  return {
    profile: {
      customerId: body.customerId,
      kind: body.kind,
      name: body.name,
      company: body.company,
      companyId: null,
      jobTitle: null,
      phones: readPhones(body.phones, readNumber),
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

/** The profile with changes on it that central has not applied yet, oldest first. */
export function previewProfile(
  profile: CustomerProfile,
  changes: readonly FieldChange[],
  readNumber: ReadNumber,
): CustomerProfile {
  const edited = changes.map((change) => [
    change.field,
    change.field === 'phones' ? readPhones(change.value, readNumber) : change.value,
  ])
  return changes.length === 0 ? profile : { ...profile, ...Object.fromEntries(edited) }
}

function readPhones(phones: NewCustomer['phones'], readNumber: ReadNumber): CustomerProfile['phones'] {
  return phones.map(({ number, label, primary }) => ({ e164: readNumber(number), label, primary }))
}
