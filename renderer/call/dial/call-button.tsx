import { ActionIcon, Button } from '@mantine/core'
import IconPhoneOutgoing from '@tabler/icons-react/dist/esm/icons/IconPhoneOutgoing.mjs'
import { useTranslation } from 'react-i18next'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { useDialling } from './use-dialling.ts'

type Props = {
  number: string
  customerId: CustomerId | null
  /** `icon`: where the number stands beside it */
  look: 'word' | 'icon'
  onDial?: () => void
}

/** Calls this number with one press; not there while nobody can be called. */
export function CallButton({ number, customerId, look, onDial }: Props) {
  const { t } = useTranslation('call')
  const formatPhone = usePhoneFormat()
  const { choices, busy, dial } = useDialling()
  if (choices.length === 0) return null
  const press = () => {
    dial({ number, customerId })
    onDial?.()
  }
  const name = t('dial.callNumber', { number: formatPhone(number) })
  if (look === 'icon') {
    return (
      <ActionIcon loading={busy} onClick={press} aria-label={name} title={name}>
        <IconPhoneOutgoing size={16} />
      </ActionIcon>
    )
  }
  const icon = <IconPhoneOutgoing size={15} aria-hidden="true" />
  return (
    <Button variant="default" loading={busy} leftSection={icon} onClick={press} aria-label={name}>
      {t('dial.call')}
    </Button>
  )
}
