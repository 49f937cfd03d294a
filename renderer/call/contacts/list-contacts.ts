import { readTypedNumber } from '#renderer/common/read-typed-number.ts'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { PhoneLabel } from '#shared/protocol/view/customer.ts'
import type { DirectoryContact } from '#shared/protocol/view/directory.ts'

/** A customer by whom a number was found; several who share it are one line and nobody in particular. */
type Contact = { customerId: CustomerId | null; company: string | null; label: PhoneLabel }

/** A number to call. `names`: whose it is, as far as is known. `contact`: it was found by whose it is. */
export type NumberTarget = {
  kind: 'number'
  id: string
  marked: boolean
  number: string
  country: string | null
  names: readonly string[]
  contact: Contact | null
}

/** Every number of those who were found, each once: who calls it talks to whoever picks up. */
export function listContacts(found: readonly DirectoryContact[]): NumberTarget[] {
  const targets = new Map<string, NumberTarget>()
  for (const { customerId, name, company, phones } of found) {
    for (const { e164, label } of phones) {
      const known = targets.get(e164)
      if (known) {
        const names = [...known.names, name]
        targets.set(e164, { ...known, names, contact: { customerId: null, company: null, label } })
        continue
      }
      const target = readNumber(e164)
      if (target) targets.set(e164, { ...target, names: [name], contact: { customerId, company, label } })
    }
  }
  return [...targets.values()]
}

/** A stored number as a line of its own; null: no country has it. */
export function readNumber(e164: string): NumberTarget | null {
  // with its + the region does not matter
  const read = readTypedNumber(e164, 'US')
  return read.kind === 'number' ? makeNumber(read.e164, read.country) : null
}

export function makeNumber(number: string, country: string | null): NumberTarget {
  const id = `number-${number.slice(1)}`
  return { kind: 'number', id, marked: false, number, country, names: [], contact: null }
}
