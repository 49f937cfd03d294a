import { zodResolver } from '@hookform/resolvers/zod'
import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { FormProvider, useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { tell } from '#renderer/common/tell.ts'
import { SidePanel } from '#renderer/customer/side-panel.tsx'
import { useDispatch } from '#renderer/state/console-context.tsx'
import type { CustomerProfile } from '#shared/protocol/view/customer.ts'
import { AddressFields } from './address-fields.tsx'
import { collectChanges } from './changed-fields.ts'
import { type CustomerForm, customerFormSchema, fillForm } from './customer-form.ts'
import styles from './edit-customer.module.css'
import { PersonFields } from './person-fields.tsx'
import { PhoneFields } from './phone-fields.tsx'
import { StandingFields } from './standing-fields.tsx'
import { useFormDraft, useKeptForm } from './use-form-draft.ts'
import { useReadsNumber } from './use-reads-number.ts'

type Props = { profile: CustomerProfile; onClose: () => void }

/**
 * The editable fields. Sends only what changed, each field with the version it was read at: the record as it was
 * when the form opened is the base, also when a newer one arrives meanwhile.
 */
export function EditCustomer({ profile, onClose }: Props) {
  const { t } = useTranslation('customer')
  const dispatch = useDispatch()
  const [base] = useState(profile)
  const readsNumber = useReadsNumber()
  const schema = useMemo(() => customerFormSchema(readsNumber), [readsNumber])
  const draftKey = `edit-customer.${profile.customerId}`
  const kept = useKeptForm(draftKey, schema)
  const form = useForm<CustomerForm>({ resolver: zodResolver(schema), defaultValues: kept ?? fillForm(base) })
  const keeper = useFormDraft(draftKey, form)
  const values = useWatch({ control: form.control }) as CustomerForm
  const changed = collectChanges(base, values).length

  const save = form.handleSubmit(async (ready) => {
    const changes = collectChanges(base, ready)
    if (changes.length === 0) return
    await keeper.flush(draftKey)
    const customerId = base.customerId
    const answer = await dispatch.paperwork([{ type: 'customer.update', customerId, changes }], draftKey)
    if (!answer.ok) return
    keeper.forget(draftKey)
    tell.ok(t('edit.saved'))
    onClose()
  })
  const discard = () => {
    keeper.forget(draftKey)
    void dispatch.local({ type: 'draft.drop', key: draftKey })
    onClose()
  }

  return (
    <SidePanel title={t('edit.title', { name: base.name })} onClose={onClose}>
      <FormProvider {...form}>
        <form className={styles.form} onSubmit={(event) => void save(event)} noValidate>
          <PersonFields />
          <PhoneFields />
          <AddressFields />
          <StandingFields language={base.language} />
          <div className={styles.footer}>
            <p className="muted small" role="status">
              {changed === 0 ? t('edit.nothing') : t('edit.changed', { count: changed })}
            </p>
            {changed > 0 && (
              <Button variant="subtle" onClick={discard}>
                {t('edit.discard')}
              </Button>
            )}
            <Button type="submit" disabled={changed === 0} loading={form.formState.isSubmitting}>
              {t('edit.save')}
            </Button>
          </div>
        </form>
      </FormProvider>
    </SidePanel>
  )
}
