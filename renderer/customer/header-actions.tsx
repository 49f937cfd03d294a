import { ActionIcon, Button, Tooltip } from '@mantine/core'
import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs'
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconSubtask from '@tabler/icons-react/dist/esm/icons/IconSubtask.mjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from '#renderer/common/tell.ts'
import type { CustomerProfile } from '#shared/protocol/view/customer.ts'
import styles from './identity-header.module.css'
import type { OpenPanel } from './record-panels.tsx'

type Props = { profile: CustomerProfile; canRelink: boolean; onOpen: (panel: OpenPanel) => void }

/** What can be done with the whole record. */
export function HeaderActions({ profile, canRelink, onOpen }: Props) {
  const { t } = useTranslation('customer')
  const phone = profile.phones.find((one) => one.primary) ?? profile.phones[0]
  return (
    <>
      {canRelink && (
        <Button
          variant="subtle"
          size="compact-sm"
          title={t('header.relink')}
          aria-label={t('header.relink')}
          className={styles.relink}
          onClick={() => onOpen({ kind: 'relink' })}
        >
          <IconArrowsExchange size={16} aria-hidden="true" />
          <span>{t('header.relink')}</span>
        </Button>
      )}
      {phone && (
        <IconAction
          label={t('header.copyNumber')}
          onClick={() => void copyNumber(phone.e164, t('header.copied'))}
          icon={<IconCopy size={16} aria-hidden="true" />}
        />
      )}
      <IconAction
        label={t('header.newTask')}
        onClick={() => onOpen({ kind: 'task', title: '' })}
        icon={<IconSubtask size={17} aria-hidden="true" />}
      />
      <IconAction
        label={t('header.edit')}
        onClick={() => onOpen({ kind: 'edit' })}
        icon={<IconPencil size={17} aria-hidden="true" />}
      />
    </>
  )
}

async function copyNumber(number: string, message: string): Promise<void> {
  await navigator.clipboard.writeText(number)
  tell.ok(message)
}

function IconAction({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
