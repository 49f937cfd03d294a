import { Select, Switch, TagsInput, Textarea } from '@mantine/core'
import { Controller, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { Locale } from '#shared/protocol/scalars.ts'
import { LifecycleStage, Tier } from '#shared/protocol/view/customer.ts'
import { type CustomerForm, RecordingConsent } from './customer-form.ts'
import styles from './edit-customer.module.css'
import { useInvalid } from './use-invalid.ts'

/** How the customer stands with us: language, tier, stage, tags, do-not-call, a standing note. */
export function StandingFields({ language }: { language: string }) {
  const { t } = useTranslation(['customer', 'common'])
  const { control, register, formState } = useFormContext<CustomerForm>()
  const invalid = useInvalid<CustomerForm>(formState.errors)
  const languages: { value: string; label: string }[] = Locale.options.map((value) => ({
    value,
    label: t(`language.${value}`),
  }))
  if (!Locale.safeParse(language).success) languages.push({ value: language, label: language })
  return (
    <>
      <div className={styles.pair}>
        <Choice name="language" label={t('field.language')} data={languages} />
        <Choice
          name="tier"
          label={t('field.tier')}
          data={Tier.options.map((value) => ({ value, label: t(`common:tier.${value}`) }))}
        />
        <Choice
          name="lifecycleStage"
          label={t('field.lifecycleStage')}
          data={LifecycleStage.options.map((value) => ({ value, label: t(`stage.${value}`) }))}
        />
      </div>
      <Controller
        control={control}
        name="tags"
        render={({ field }) => (
          <TagsInput
            size="xs"
            label={t('field.tags')}
            description={t('edit.tagsHint')}
            value={field.value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            error={invalid('tags')}
          />
        )}
      />
      <Controller
        control={control}
        name="doNotCall"
        render={({ field }) => (
          <Switch
            label={t('field.doNotCall')}
            checked={field.value}
            onChange={(event) => field.onChange(event.currentTarget.checked)}
          />
        )}
      />
      <Choice
        name="recordingConsent"
        label={t('field.recordingConsent')}
        data={RecordingConsent.options.map((value) => ({ value, label: t(`consent.${value}`) }))}
      />
      <Textarea
        label={t('field.note')}
        autosize
        minRows={2}
        maxRows={8}
        error={invalid('note')}
        {...register('note')}
      />
    </>
  )
}

type ChoiceProps = {
  name: 'language' | 'tier' | 'lifecycleStage' | 'recordingConsent'
  label: string
  data: { value: string; label: string }[]
}

function Choice({ name, label, data }: ChoiceProps) {
  const { control } = useFormContext<CustomerForm>()
  return (
    <Controller
      control={control}
      name={name}
      render={({ field }) => (
        <Select label={label} data={data} allowDeselect={false} value={field.value} onChange={field.onChange} />
      )}
    />
  )
}
