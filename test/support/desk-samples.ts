import { makeNewCard } from '#shared/domain/desk/customer-preview.ts'
import { CustomerId } from '#shared/protocol/ids.ts'
import { CustomerCard } from '#shared/protocol/view/customer.ts'

/** A small valid card for desk tests. */
export function makeCard(
  customerId: string,
  profile: Partial<{ name: string; company: string; phones: string[]; email: string }> = {},
  more: Record<string, unknown> = {},
): CustomerCard {
  const { name = 'Maya Okafor', company = null, email = null, phones = [] } = profile
  const fresh = makeNewCard(
    {
      ...{ type: 'customer.create', customerId: CustomerId.parse(customerId), kind: 'individual', language: 'en' },
      ...{ name, company, email, interactionId: null },
      phones: phones.map((number, index) => ({ number, label: 'mobile', primary: index === 0 })),
    },
    1000,
    (number) => number,
  )
  const known = { ...fresh.profile, tier: 'gold', lifecycleStage: 'active' }
  return CustomerCard.parse({ ...fresh, profile: known, ...more })
}
