import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { CustomersPage } from '#renderer/search/customers-page.tsx'
import { CustomerId } from '#shared/protocol/ids.ts'

/** Customers outside a call: the list, and beside it the one that is open. */
export function CustomersRoute() {
  const { customerId } = useParams({ from: '/customers/{-$customerId}' })
  const { create, find } = useSearch({ from: '/customers/{-$customerId}' })
  const navigate = useNavigate({ from: '/customers/{-$customerId}' })
  const open = (chosen: CustomerId | null) =>
    void navigate({ to: '/customers/{-$customerId}', params: { customerId: chosen ?? undefined }, search: { find } })
  const showForm = (creating: boolean) => void navigate({ search: creating ? { create: true, find } : { find } })
  return (
    <CustomersPage
      key={find ?? ''}
      firstText={find ?? ''}
      customerId={CustomerId.safeParse(customerId).data ?? null}
      onOpen={open}
      creating={create === true}
      onCreating={showForm}
    />
  )
}
