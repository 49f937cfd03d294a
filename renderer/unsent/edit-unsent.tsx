import { Button, Group, Modal, Select, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listReasons, readLabel } from '#renderer/customer/outcome-names.ts'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import type { OutboxItem } from '#shared/protocol/desk-port.ts'

type Props = { item: OutboxItem; onClose: () => void }

/** Changes what central refused and sends it again, under a new number. */
export function EditUnsent({ item, onClose }: Props) {
  const { t } = useTranslation(['unsent', 'common'])
  const dispatch = useDispatch()
  const [body, setBody] = useState(item.body)
  const valid = PaperworkBody.safeParse(body).success
  const send = async () => {
    const answer = await dispatch.local({ type: 'outbox.edit', commandId: item.commandId, body })
    if (answer.ok) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('editForm.title')}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <div style={{ display: 'grid', gap: 12 }}>
        <BodyFields body={body} onChange={setBody} />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('editForm.cancel')}
          </Button>
          <Button disabled={!valid} onClick={() => void send()}>
            {t('editForm.send')}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}

type FieldsProps<B extends PaperworkBody> = { body: B; onChange: (body: PaperworkBody) => void }

function BodyFields({ body, onChange }: FieldsProps<PaperworkBody>) {
  const { t } = useTranslation('unsent')
  switch (body.type) {
    case 'interaction.note':
      return (
        <Textarea
          label={t('editForm.note')}
          autosize
          minRows={4}
          maxRows={16}
          data-autofocus
          value={body.text}
          onChange={(event) => onChange({ ...body, text: event.currentTarget.value })}
        />
      )
    case 'interaction.dispose':
      return <OutcomeFields body={body} onChange={onChange} />
    case 'customer.create':
      return <CustomerFields body={body} onChange={onChange} />
    case 'task.create':
      return (
        <TextInput
          label={t('editForm.task')}
          maxLength={200}
          data-autofocus
          value={body.followUp.title}
          onChange={(event) => onChange({ ...body, followUp: { ...body.followUp, title: event.currentTarget.value } })}
        />
      )
    default:
      return null
  }
}

function OutcomeFields({ body, onChange }: FieldsProps<Extract<PaperworkBody, { type: 'interaction.dispose' }>>) {
  const { t } = useTranslation('unsent')
  const { locale } = useFormat()
  const catalog = useConsole((state) => state.catalog)
  const outcomes = catalog?.dispositions.map((one) => ({ value: one.code, label: readLabel(one.label, locale) }))
  return (
    <>
      <Select
        label={t('editForm.outcome')}
        data={outcomes ?? []}
        value={body.code}
        allowDeselect={false}
        onChange={(code) => code !== null && onChange({ ...body, code })}
      />
      <Select
        label={t('editForm.reason')}
        placeholder={t('editForm.noReason')}
        data={listReasons(catalog, locale)}
        value={body.reasonCode}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('editForm.noReason') }}
        onChange={(reasonCode) => onChange({ ...body, reasonCode })}
      />
    </>
  )
}

function CustomerFields({ body, onChange }: FieldsProps<Extract<PaperworkBody, { type: 'customer.create' }>>) {
  const { t } = useTranslation('unsent')
  return (
    <>
      <TextInput
        label={t('editForm.name')}
        data-autofocus
        value={body.name}
        onChange={(event) => onChange({ ...body, name: event.currentTarget.value })}
      />
      {body.phones.map((phone, index) => (
        <TextInput
          // biome-ignore lint/suspicious/noArrayIndexKey: numbers are edited in place, never moved
          key={index}
          label={t('editForm.phone', { index: index + 1 })}
          inputMode="tel"
          value={phone.number}
          onChange={(event) => {
            const number = event.currentTarget.value
            onChange({ ...body, phones: body.phones.map((one, other) => (other === index ? { ...one, number } : one)) })
          }}
        />
      ))}
    </>
  )
}
