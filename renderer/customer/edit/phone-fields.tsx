import { ActionIcon, Button, Radio, Select, TextInput } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs'
import { Controller, useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { PhoneLabel } from '#shared/protocol/view/customer.ts'
import type { CustomerForm } from './customer-form.ts'
import styles from './edit-customer.module.css'
import { useInvalid } from './use-invalid.ts'

/** Any number of numbers, exactly one of them the main one. */
export function PhoneFields() {
  const { t } = useTranslation('customer')
  const { control } = useFormContext<CustomerForm>()
  const { fields, append, remove } = useFieldArray({ control, name: 'phones' })
  return (
    <fieldset className={styles.group}>
      <legend>{t('field.phones')}</legend>
      {fields.map((field, index) => (
        <PhoneRow key={field.id} index={index} count={fields.length} onRemove={() => remove(index)} />
      ))}
      <div>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconPlus size={13} aria-hidden="true" />}
          onClick={() => append({ number: '', label: 'mobile', primary: fields.length === 0 })}
        >
          {t('edit.addPhone')}
        </Button>
      </div>
    </fieldset>
  )
}

function PhoneRow({ index, count, onRemove }: { index: number; count: number; onRemove: () => void }) {
  const { t } = useTranslation('customer')
  const { control, register, setValue, formState } = useFormContext<CustomerForm>()
  const invalid = useInvalid<CustomerForm>(formState.errors)
  const phone = useWatch({ control, name: `phones.${index}` })
  const makeMain = () => {
    for (let other = 0; other < count; other += 1) {
      setValue(`phones.${other}.primary`, other === index, { shouldDirty: true })
    }
  }
  return (
    <div className={styles.phone}>
      <TextInput
        aria-label={t('field.phone')}
        inputMode="tel"
        error={invalid(`phones.${index}.number`)}
        {...register(`phones.${index}.number`)}
      />
      <Controller
        control={control}
        name={`phones.${index}.label`}
        render={({ field }) => (
          <Select
            aria-label={t('field.phoneLabel')}
            allowDeselect={false}
            data={PhoneLabel.options.map((value) => ({ value, label: t(`phoneLabel.${value}`) }))}
            value={field.value}
            onChange={field.onChange}
          />
        )}
      />
      <Radio size="xs" label={t('edit.primaryPhone')} checked={phone?.primary === true} onChange={makeMain} />
      <ActionIcon aria-label={t('edit.removePhone', { number: phone?.number ?? '' })} onClick={onRemove}>
        <IconTrash size={15} aria-hidden="true" />
      </ActionIcon>
    </div>
  )
}
