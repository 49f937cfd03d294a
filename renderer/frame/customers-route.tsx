import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { CustomersPage } from '#renderer/search/customers-page.tsx'
import { CustomerId } from '#shared/protocol/ids.ts'

/** Customers outside a call: the list, and beside it the one that is open. */
export function CustomersRoute() {
  const { customerId } = useParams({ from: '/customers/{-$customerId}' })
  const { create } = useSearch({ from: '/customers/{-$customerId}' })
  const navigate = useNavigate({ from: '/customers/{-$customerId}' })
  const open = (chosen: CustomerId | null) =>
    void navigate({ to: '/customers/{-$customerId}', params: { customerId: chosen ?? undefined } })
  const showForm = (creating: boolean) => void navigate({ search: creating ? { create: true } : {} })
  return (
    <CustomersPage
      customerId={CustomerId.safeParse(customerId).data ?? null}
      onOpen={open}
      creating={create === true}
      onCreating={showForm}
    />
  )
}
