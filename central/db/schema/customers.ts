export interface CustomerTables {
  customer: {
    id: string
    kind: 'individual' | 'company' | 'household'
    name: string
    company: string | null
    company_id: string | null
    job_title: string | null
    email: string | null
    /** Address as JSON */
    address: string | null
    city: string | null
    language: string
    time_zone: string | null
    tier: 'standard' | 'silver' | 'gold' | 'platinum'
    lifecycle_stage: string
    /** JSON array of strings */
    tags: string
    do_not_call: number
    recording_consent: number | null
    note: string | null
    since: number
    lifetime_minor: number | null
    currency: string | null
    last_satisfaction: number | null
    churn_risk: string | null
    renewal_at: number | null
    last_contact_at: number | null
    version: number
    /** version per edited field as JSON */
    field_versions: string
    created_at: number
    updated_at: number
  }
  customer_phone: {
    customer_id: string
    e164: string
    label: string
    is_primary: number
    /** last 9 and last 7 digits as integers: suffix candidates by index (docs/performance.md) */
    last9: number
    last7: number
  }
  /** company ↔ people, household ↔ members */
  customer_contact: { customer_id: string; contact_id: string; relation: string }
  account: {
    id: string
    customer_id: string
    kind: 'account' | 'contract'
    number: string
    title: string
    status: string
    started_at: number
    renews_at: number | null
  }
  sales_order: {
    id: string
    customer_id: string
    number: string
    placed_at: number
    status: string
    total_minor: number
    currency: string
    /** items as JSON */
    items: string
    /** set while an invoice of it is disputed */
    invoice_reference: string | null
    invoice_disputed: number
    invoice_due_at: number | null
    delayed_days: number
  }
  shipment_event: { order_id: string; at: number; status: string; place: string | null }
  support_case: {
    id: string
    customer_id: string
    number: string
    subject: string
    status: 'open' | 'waiting' | 'resolved' | 'closed'
    priority: 'low' | 'normal' | 'high' | 'urgent'
    opened_at: number
    updated_at: number
    owner_name: string | null
  }
  opportunity: {
    id: string
    customer_id: string
    title: string
    stage: string
    amount_minor: number
    currency: string
    closes_at: number | null
    owner_name: string | null
  }
  document: {
    id: string
    customer_id: string
    kind: 'contract' | 'document'
    name: string
    at: number
    size_bytes: number | null
  }
  /** ordinary search rows: normalised words, Chinese 1- and 2-grams, pinyin and initials, phone endings, numbers */
  customer_search_term: { term: string; customer_id: string; source: string }
  /** every value a field ever had: who, when, and whether it lost against another */
  customer_field_history: {
    id: string
    customer_id: string
    field: string
    /** JSON */
    old_value: string
    new_value: string
    version: number
    user_id: string
    at: number
    command_id: string | null
    /** the user whose concurrent value this one replaced */
    replaced_user_id: string | null
  }
  conflict: {
    id: string
    customer_id: string
    field: string
    kept_value: string
    kept_by: string
    kept_at: number
    replaced_value: string
    replaced_by: string
    replaced_at: number
  }
  /** which of the two people has not acknowledged it yet */
  conflict_notice: { conflict_id: string; user_id: string; acknowledged_at: number | null }
}
