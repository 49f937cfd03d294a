import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'

/** Numbers that earn from being called: who sends calls there pays for it, which is how toll fraud is done. */
const costly: readonly NumberType[] = ['PREMIUM_RATE', 'SHARED_COST', 'UAN', 'PERSONAL_NUMBER']

/** A number as it is dialled, E.164; `number_not_allowed` when no country has such a one, or calling it is costly. */
export function readTargetNumber(number: string): Outcome<string> {
  const read = parsePhoneNumberFromString(number)
  if (!read?.isPossible() || costly.includes(read.getType())) return refuse('number_not_allowed')
  return accept(read.number)
}
