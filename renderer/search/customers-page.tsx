import { Button } from '@mantine/core'
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs'
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CustomerRecord } from '#renderer/customer/customer-record.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import styles from './customers-page.module.css'
import { SearchBox } from './search-box.tsx'
import { SearchResults } from './search-results.tsx'

const CreateCustomer = lazy(async () => ({
  default: (await import('#renderer/customer/edit/create-customer.tsx')).CreateCustomer,
}))

type Props = {
  customerId: CustomerId | null
  /** what is looked for at first */
  firstText?: string
  /** opens a customer beside the list; null closes it */
  onOpen: (customerId: CustomerId | null) => void
  /** opens the form for a new customer at once, e.g. from the palette */
  creating?: boolean
  onCreating?: (creating: boolean) => void
}

/** Customers outside a call: find, open, create. */
export function CustomersPage({ customerId, firstText = '', onOpen, creating, onCreating }: Props) {
  const { t } = useTranslation('search')
  const [text, setText] = useState(firstText)
  const [ownCreating, setOwnCreating] = useState(false)
  const formOpen = creating ?? ownCreating
  const setFormOpen = onCreating ?? setOwnCreating
  return (
    <div className={styles.page}>
      <section className={styles.list} data-beside={customerId !== null || undefined} aria-label={t('page.title')}>
        <div className={styles.head}>
          <h1>{t('page.title')}</h1>
          <Button
            variant="light"
            leftSection={<IconUserPlus size={15} aria-hidden="true" />}
            onClick={() => setFormOpen(true)}
          >
            {t('page.new')}
          </Button>
        </div>
        <SearchBox value={text} onChange={setText} resultsId="customer-results" takesFocus={customerId === null} />
        <SearchResults
          id="customer-results"
          text={text}
          compact={customerId !== null}
          selected={customerId}
          onOpen={(hit) => onOpen(hit.customer.customerId)}
        />
      </section>
      {customerId !== null && (
        <div className={styles.record}>
          <div>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconArrowLeft size={14} aria-hidden="true" />}
              onClick={() => onOpen(null)}
            >
              {t('page.close')}
            </Button>
          </div>
          <CustomerRecord key={customerId} customerId={customerId} interactionId={null} matched={null} />
        </div>
      )}
      {formOpen && (
        <Suspense fallback={null}>
          <CreateCustomer
            interactionId={null}
            number={null}
            onClose={() => setFormOpen(false)}
            onCreated={(created) => {
              setFormOpen(false)
              onOpen(created)
            }}
          />
        </Suspense>
      )}
    </div>
  )
}
