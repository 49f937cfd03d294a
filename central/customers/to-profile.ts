import { fromFlag, fromJson, fromOptionalFlag, fromOptionalJson } from '#central/db/columns.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { CustomerProfile } from '#shared/protocol/view/customer.ts'
import type { CustomerRow } from './customer-fields.ts'
import type { Phone } from './read-phones.ts'

/** The identity header and the five facts. */
export function toProfile(
  row: CustomerRow,
  { phones, openCases, counts }: { phones: Phone[]; openCases: number; counts: CustomerProfile['counts'] },
): CustomerProfile {
  const { lifetime_minor: minor, currency } = row
  return {
    customerId: row.id as CustomerId,
    kind: row.kind,
    name: row.name,
    company: row.company,
    companyId: row.company_id as CustomerId | null,
    jobTitle: row.job_title,
    phones,
    email: row.email,
    address: fromOptionalJson(row.address),
    language: row.language,
    timeZone: row.time_zone,
    tier: row.tier,
    lifecycleStage: row.lifecycle_stage as CustomerProfile['lifecycleStage'],
    tags: fromJson(row.tags),
    doNotCall: fromFlag(row.do_not_call),
    recordingConsent: fromOptionalFlag(row.recording_consent),
    note: row.note,
    since: row.since,
    lifetimeValue: minor === null || currency === null ? null : { minor, currency },
    openCases,
    lastSatisfaction: row.last_satisfaction,
    churnRisk: row.churn_risk as CustomerProfile['churnRisk'],
    renewalAt: row.renewal_at,
    counts,
    fieldVersions: fromJson(row.field_versions),
  }
}
