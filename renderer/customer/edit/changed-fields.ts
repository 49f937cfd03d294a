import type { FieldChange } from '#shared/protocol/command/paperwork.ts'
import { Locale } from '#shared/protocol/scalars.ts'
import type { CustomerField, CustomerProfile } from '#shared/protocol/view/customer.ts'
import { type CustomerForm, fillForm } from './customer-form.ts'

/**
 * What a form changed against the record it was filled from: only those fields, each with the version it was
 * read at, so that a colleague's edit of another field is never overwritten.
 */
export function collectChanges(profile: CustomerProfile, form: CustomerForm): FieldChange[] {
  const before = tidy(fillForm(profile))
  const after = tidy(form)
  const changes: FieldChange[] = []
  for (const field of Object.keys(before) as (keyof CustomerForm)[]) {
    if (JSON.stringify(before[field]) === JSON.stringify(after[field])) continue
    const change = nameChange(field, after, profile.fieldVersions[field] ?? 0)
    if (change) changes.push(change)
  }
  return changes
}

function tidy(form: CustomerForm): CustomerForm {
  return {
    ...form,
    name: form.name.trim(),
    company: form.company.trim(),
    jobTitle: form.jobTitle.trim(),
    email: form.email.trim(),
    phones: onePrimary(form.phones.map((phone) => ({ ...phone, number: phone.number.trim() }))),
    address: { ...form.address, country: form.address.country.trim().toUpperCase() },
    timeZone: form.timeZone.trim(),
    tags: form.tags.map((tag) => tag.trim()).filter((tag) => tag !== ''),
  }
}

function onePrimary(phones: CustomerForm['phones']): CustomerForm['phones'] {
  const main = Math.max(
    phones.findIndex((phone) => phone.primary),
    0,
  )
  return phones.map((phone, index) => ({ ...phone, primary: index === main }))
}

const consents = { yes: true, no: false, unknown: null } as const
const orNull = (text: string): string | null => (text === '' ? null : text)

function nameChange(field: CustomerField, form: CustomerForm, baseVersion: number): FieldChange | null {
  switch (field) {
    case 'name':
      return { field, value: form.name, baseVersion }
    case 'company':
      return { field, value: orNull(form.company), baseVersion }
    case 'jobTitle':
      return { field, value: orNull(form.jobTitle), baseVersion }
    case 'email':
      return { field, value: orNull(form.email), baseVersion }
    case 'phones':
      return { field, value: form.phones, baseVersion }
    case 'address':
      return { field, value: Object.values(form.address).join('') === '' ? null : form.address, baseVersion }
    case 'language': {
      const locale = Locale.safeParse(form.language)
      return locale.success ? { field, value: locale.data, baseVersion } : null
    }
    case 'timeZone':
      return { field, value: orNull(form.timeZone), baseVersion }
    case 'tier':
      return { field, value: form.tier, baseVersion }
    case 'lifecycleStage':
      return { field, value: form.lifecycleStage, baseVersion }
    case 'tags':
      return { field, value: form.tags, baseVersion }
    case 'doNotCall':
      return { field, value: form.doNotCall, baseVersion }
    case 'recordingConsent':
      return { field, value: consents[form.recordingConsent], baseVersion }
    case 'note':
      return { field, value: orNull(form.note), baseVersion }
  }
}
