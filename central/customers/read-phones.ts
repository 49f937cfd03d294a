import type { z } from 'zod'
import { normalisePhone } from '#shared/domain/phone-number.ts'
import type { PhoneInput } from '#shared/protocol/command/paperwork.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import type { PhoneView } from '#shared/protocol/view/customer.ts'

export type Phone = z.infer<typeof PhoneView>

/**
 * Phones as typed → E.164, one row per number, exactly one of them primary. The first that is no number refuses
 * the whole list, named as `phones.<index>.number`.
 */
export function readPhones(inputs: readonly z.infer<typeof PhoneInput>[], region: string): Outcome<Phone[]> {
  const phones = new Map<string, Phone>()
  for (const [index, input] of inputs.entries()) {
    const read = normalisePhone(input.number, region)
    if (!read) return refuse('invalid_phone', { field: `phones.${index}.number` })
    const known = phones.get(read.e164)
    phones.set(
      read.e164,
      known
        ? { ...known, primary: known.primary || input.primary }
        : { ...read, label: input.label, primary: input.primary },
    )
  }
  const list = [...phones.values()]
  const primary = Math.max(
    0,
    list.findIndex((phone) => phone.primary),
  )
  return accept(list.map((phone, index) => ({ ...phone, primary: index === primary })))
}
