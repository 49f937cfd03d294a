import type { z } from 'zod'
import { toFlag, toJson } from '#central/db/columns.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { Locale } from '#shared/protocol/scalars.ts'
import type { Address, ChurnRisk, CustomerKind, LifecycleStage, Money, Tier } from '#shared/protocol/view/customer.ts'
import type { CustomerRow } from './customer-fields.ts'
import { tidyName } from './tidy-name.ts'

/** What a new customer is made of. Only id, kind and name are needed; the rest has plain defaults. */
export type CustomerDetails = {
  customerId: CustomerId
  kind: z.infer<typeof CustomerKind>
  name: string
  company?: string | null
  companyId?: CustomerId | null
  jobTitle?: string | null
  email?: string | null
  address?: z.infer<typeof Address> | null
  /** null: the language most spoken where the site is */
  language?: Locale | null
  timeZone?: string | null
  tier?: z.infer<typeof Tier>
  lifecycleStage?: z.infer<typeof LifecycleStage>
  tags?: readonly string[]
  doNotCall?: boolean
  recordingConsent?: boolean | null
  note?: string | null
  since?: number
  lifetimeValue?: Money | null
  lastSatisfaction?: number | null
  churnRisk?: z.infer<typeof ChurnRisk> | null
  renewalAt?: number | null
  lastContactAt?: number | null
}

/** A customer as its row; also for bulk loads. `region`: ISO 3166-1 alpha-2 of the site. */
export function toCustomerRow(customer: CustomerDetails, now: number, region: string): CustomerRow {
  return {
    id: customer.customerId,
    kind: customer.kind,
    name: tidyName(customer.name),
    company: customer.company == null ? null : tidyName(customer.company),
    company_id: customer.companyId ?? null,
    job_title: customer.jobTitle ?? null,
    email: customer.email ?? null,
    address: customer.address ? toJson(customer.address) : null,
    city: customer.address?.city ?? null,
    language: customer.language ?? languageOf(region),
    time_zone: customer.timeZone ?? null,
    tier: customer.tier ?? 'standard',
    lifecycle_stage: customer.lifecycleStage ?? 'new',
    tags: toJson(customer.tags ?? []),
    do_not_call: toFlag(customer.doNotCall ?? false),
    recording_consent: customer.recordingConsent == null ? null : toFlag(customer.recordingConsent),
    note: customer.note ?? null,
    since: customer.since ?? now,
    lifetime_minor: customer.lifetimeValue?.minor ?? null,
    currency: customer.lifetimeValue?.currency ?? null,
    last_satisfaction: customer.lastSatisfaction ?? null,
    churn_risk: customer.churnRisk ?? null,
    renewal_at: customer.renewalAt ?? null,
    last_contact_at: customer.lastContactAt ?? null,
    version: 1,
    field_versions: '{}',
    created_at: now,
    updated_at: now,
  }
}

function languageOf(region: string): Locale {
  if (region === 'CN') return 'zh-CN'
  return region === 'TW' || region === 'HK' || region === 'MO' ? 'zh-TW' : 'en'
}
