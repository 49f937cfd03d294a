import { Button, Group, Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDispatch } from '#renderer/state/console-context.tsx'
import type { OutboxItem } from '#shared/protocol/desk-port.ts'
import styles from './unsent-page.module.css'
import { useDescribe } from './use-describe.ts'

type Props = { item: OutboxItem | null; onClose: () => void }

/** Discarding loses the agent's text for good: asked once, with the text in view. */
export function ConfirmDiscard({ item, onClose }: Props) {
  const { t } = useTranslation(['unsent', 'common'])
  const describe = useDescribe()
  const dispatch = useDispatch()
  const discard = async () => {
    if (!item) return
    const answer = await dispatch.local({ type: 'outbox.discard', commandId: item.commandId })
    if (answer.ok) onClose()
  }
  return (
    <Modal
      opened={item !== null}
      onClose={onClose}
      title={t('confirm.title')}
      centered
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <p>{t('confirm.text')}</p>
      {item && <p className={styles.text}>{describe(item.body)}</p>}
      <Group justify="flex-end" gap="sm" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('confirm.no')}
        </Button>
        <Button color="danger" onClick={() => void discard()}>
          {t('confirm.yes')}
        </Button>
      </Group>
    </Modal>
  )
}
