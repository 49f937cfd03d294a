import { zodResolver } from '@hookform/resolvers/zod'
import { Button, Select, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { tell } from '#renderer/common/tell.ts'
import { SidePanel } from '#renderer/customer/side-panel.tsx'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { CustomerId, type InteractionId } from '#shared/protocol/ids.ts'
import { Locale } from '#shared/protocol/scalars.ts'
import { CustomerKind, PhoneLabel } from '#shared/protocol/view/customer.ts'
import { HalfFilledCustomer, type NewCustomerForm, newCustomerSchema } from './customer-form.ts'
import { useFormDraft, useKeptForm } from './use-form-draft.ts'
import { useInvalid } from './use-invalid.ts'
import { useReadsNumber } from './use-reads-number.ts'

type Props = {
  /** the call that brought this customer: linked together with the creation */
  interactionId: InteractionId | null
  number: string | null
  onClose: () => void
  onCreated: (customerId: CustomerId) => void
}

/** A new customer, with the calling number filled in. Safe on the desk at once; works while central is away. */
export function CreateCustomer({ interactionId, number, onClose, onCreated }: Props) {
  const { t, i18n } = useTranslation('customer')
  const { dispatch, newId } = useConsoleTools()
  const readsNumber = useReadsNumber()
  const schema = useMemo(() => newCustomerSchema(readsNumber), [readsNumber])
  const draftKey = `new-customer.${interactionId ?? 'free'}`
  const language = Locale.safeParse(i18n.language)
  const empty: NewCustomerForm = {
    kind: 'individual',
    name: '',
    company: '',
    email: '',
    phone: number ?? '',
    phoneLabel: 'mobile',
    language: language.success ? language.data : 'en',
  }
  const kept = useKeptForm(draftKey, HalfFilledCustomer)
  const form = useForm<NewCustomerForm>({ resolver: zodResolver(schema), defaultValues: { ...empty, ...kept } })
  const keeper = useFormDraft(draftKey, form)
  const invalid = useInvalid(form.formState.errors)

  const save = form.handleSubmit(async (values) => {
    const customerId = CustomerId.parse(newId())
    const name = values.name.trim()
    await keeper.flush(draftKey)
    const answer = await dispatch.paperwork(
      [
        {
          type: 'customer.create',
          customerId,
          kind: values.kind,
          name,
          company: values.company.trim() || null,
          email: values.email.trim() || null,
          phones:
            values.phone.trim() === ''
              ? []
              : [{ number: values.phone.trim(), label: values.phoneLabel, primary: true }],
          language: values.language,
          interactionId,
        },
      ],
      draftKey,
    )
    if (!answer.ok) return
    keeper.forget(draftKey)
    tell.ok(t('create.saved', { name }))
    onCreated(customerId)
  })

  return (
    <SidePanel title={t('create.title')} onClose={onClose}>
      <form onSubmit={(event) => void save(event)} noValidate style={{ display: 'grid', gap: 12 }}>
        <TextInput label={t('field.name')} required data-autofocus error={invalid('name')} {...form.register('name')} />
        <Controller
          control={form.control}
          name="kind"
          render={({ field }) => (
            <Select
              label={t('field.kind')}
              allowDeselect={false}
              data={CustomerKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        <TextInput label={t('field.phone')} inputMode="tel" error={invalid('phone')} {...form.register('phone')} />
        <Controller
          control={form.control}
          name="phoneLabel"
          render={({ field }) => (
            <Select
              label={t('field.phoneLabel')}
              allowDeselect={false}
              data={PhoneLabel.options.map((value) => ({ value, label: t(`phoneLabel.${value}`) }))}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        <TextInput label={t('field.company')} error={invalid('company')} {...form.register('company')} />
        <TextInput label={t('field.email')} inputMode="email" error={invalid('email')} {...form.register('email')} />
        <Controller
          control={form.control}
          name="language"
          render={({ field }) => (
            <Select
              label={t('field.language')}
              allowDeselect={false}
              data={Locale.options.map((value) => ({ value, label: t(`language.${value}`) }))}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        {interactionId !== null && <p className="muted">{t('create.linked')}</p>}
        <div>
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('create.save')}
          </Button>
        </div>
      </form>
    </SidePanel>
  )
}
