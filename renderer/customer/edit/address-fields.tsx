import { TextInput } from '@mantine/core'
import { useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { CustomerForm } from './customer-form.ts'
import styles from './edit-customer.module.css'
import { useInvalid } from './use-invalid.ts'

/** Where the customer is, and which clock they live by. */
export function AddressFields() {
  const { t } = useTranslation('customer')
  const { register, formState } = useFormContext<CustomerForm>()
  const invalid = useInvalid<CustomerForm>(formState.errors)
  return (
    <fieldset className={styles.group}>
      <legend>{t('field.address')}</legend>
      <TextInput label={t('field.line')} error={invalid('address.line')} {...register('address.line')} />
      <div className={styles.pair}>
        <TextInput
          label={t('field.postalCode')}
          error={invalid('address.postalCode')}
          {...register('address.postalCode')}
        />
        <TextInput label={t('field.city')} error={invalid('address.city')} {...register('address.city')} />
        <TextInput label={t('field.region')} error={invalid('address.region')} {...register('address.region')} />
        <TextInput
          label={t('field.country')}
          maxLength={2}
          error={invalid('address.country')}
          {...register('address.country')}
        />
      </div>
      <TextInput label={t('field.timeZone')} error={invalid('timeZone')} {...register('timeZone')} />
    </fieldset>
  )
}
