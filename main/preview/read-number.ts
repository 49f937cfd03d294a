import type { ReadNumber } from '#shared/domain/desk/customer-preview.ts'
import { normalisePhone } from '#shared/domain/phone-number.ts'

/** Reads typed numbers as ones of this region. */
export const readNumberIn =
  (region: string): ReadNumber =>
  (typed) =>
    normalisePhone(typed, region)?.e164 ?? typed
