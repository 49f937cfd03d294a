import { TextInput } from '@mantine/core'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { CustomerForm } from './customer-form.ts'
import styles from './edit-customer.module.css'
import { useInvalid } from './use-invalid.ts'

/** Name, work and mail. */
export function PersonFields() {
  const { t } = useTranslation('customer')
  const { register, formState } = useFormContext<CustomerForm>()
  const invalid = useInvalid<CustomerForm>(formState.errors)
  return (
    <>
      <TextInput label={t('field.name')} required data-autofocus error={invalid('name')} {...register('name')} />
      <div className={styles.pair}>
        <TextInput label={t('field.company')} error={invalid('company')} {...register('company')} />
        <TextInput label={t('field.jobTitle')} error={invalid('jobTitle')} {...register('jobTitle')} />
      </div>
      <TextInput label={t('field.email')} inputMode="email" error={invalid('email')} {...register('email')} />
    </>
  )
}
