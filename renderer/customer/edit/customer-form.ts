import { z } from 'zod'
import { isTimeZone } from '#renderer/customer/time-zone.ts'
import { Locale, PersonName, personText } from '#shared/protocol/scalars.ts'
import { CustomerKind, type CustomerProfile, LifecycleStage, PhoneLabel, Tier } from '#shared/protocol/view/customer.ts'

/** Messages of these schemas are keys below `invalid.` in the console's texts, never sentences. */
const emptyOr = <S extends z.ZodType<string>>(schema: S, error: string) =>
  z.string().refine((value) => value.trim() === '' || schema.safeParse(value.trim()).success, { error })

export type ReadsNumber = (raw: string) => boolean

/** `unknown`: nobody asked them. */
export const RecordingConsent = z.enum(['unknown', 'yes', 'no'])

/** What the form for one customer holds: strings, '' where the record has null. `readsNumber` decides on phones. */
export function customerFormSchema(readsNumber: ReadsNumber) {
  const Phone = z.object({
    number: z.string().max(40, { error: 'phone' }).refine(readsNumber, { error: 'phone' }),
    label: PhoneLabel,
    primary: z.boolean(),
  })
  return z.object({
    name: PersonName.refine((name) => name.trim() !== '', { error: 'required' }),
    company: personText(200),
    jobTitle: personText(200),
    email: emptyOr(z.email().max(254), 'email'),
    phones: z.array(Phone).max(20),
    address: z.object({
      line: personText(200),
      city: personText(100),
      region: personText(100),
      postalCode: personText(20),
      country: emptyOr(z.string().regex(/^[A-Za-z]{2}$/), 'country'),
    }),
    language: z.string(),
    timeZone: z.string().refine((zone) => zone.trim() === '' || isTimeZone(zone.trim()), { error: 'timeZone' }),
    tier: Tier,
    lifecycleStage: LifecycleStage,
    tags: z.array(personText(40)).max(30),
    doNotCall: z.boolean(),
    recordingConsent: RecordingConsent,
    note: personText(4000),
  })
}
export type CustomerForm = z.infer<ReturnType<typeof customerFormSchema>>

export function newCustomerSchema(readsNumber: ReadsNumber) {
  return z.object({
    kind: CustomerKind,
    name: PersonName.refine((name) => name.trim() !== '', { error: 'required' }),
    company: personText(200),
    email: emptyOr(z.email().max(254), 'email'),
    phone: z.string().refine((raw) => raw.trim() === '' || readsNumber(raw), { error: 'phone' }),
    phoneLabel: PhoneLabel,
    language: Locale,
  })
}

/** A new customer as it lies in a draft: right in shape, perhaps not yet in content. */
export const HalfFilledCustomer = z.object({
  kind: CustomerKind,
  name: z.string(),
  company: z.string(),
  email: z.string(),
  phone: z.string(),
  phoneLabel: PhoneLabel,
  language: Locale,
})
export type NewCustomerForm = z.infer<typeof HalfFilledCustomer>

/** The form's starting values. */
export function fillForm(profile: CustomerProfile): CustomerForm {
  const address = profile.address
  return {
    name: profile.name,
    company: profile.company ?? '',
    jobTitle: profile.jobTitle ?? '',
    email: profile.email ?? '',
    phones: profile.phones.map((phone) => ({ number: phone.e164, label: phone.label, primary: phone.primary })),
    address: {
      line: address?.line ?? '',
      city: address?.city ?? '',
      region: address?.region ?? '',
      postalCode: address?.postalCode ?? '',
      country: address?.country ?? '',
    },
    language: profile.language,
    timeZone: profile.timeZone ?? '',
    tier: profile.tier,
    lifecycleStage: profile.lifecycleStage,
    tags: profile.tags,
    doNotCall: profile.doNotCall,
    recordingConsent: profile.recordingConsent === null ? 'unknown' : profile.recordingConsent ? 'yes' : 'no',
    note: profile.note ?? '',
  }
}
