import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePlace } from '#renderer/common/use-place.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { readPhase } from '#shared/domain/desk/selectors.ts'

/** Asks before leaving a call, a wrap-up or unsent work. The line is never dropped by it. */
export function SignOutDialog({
  opened,
  onClose,
  onConfirm,
}: {
  opened: boolean
  onClose: () => void
  onConfirm: () => Promise<void>
}) {
  const { t } = useTranslation(['frame', 'common'])
  const phase = useConsole((state) => readPhase(state.projection))
  const waiting = useConsole((state) => state.sync.waiting + state.sync.rejected)
  const place = usePlace()
  const [leaving, setLeaving] = useState(false)
  const inCall = phase !== 'idle' && phase !== 'wrap_up'
  const leave = () => {
    setLeaving(true)
    void onConfirm().finally(() => setLeaving(false))
  }
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t(inCall ? 'signOut.title' : 'signOut.calmTitle')}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <div style={{ display: 'grid', gap: 10 }}>
        {inCall && <Text size="sm">{t('signOut.body', { place })}</Text>}
        {phase === 'wrap_up' && <Text size="sm">{t('signOut.busyBody', { place })}</Text>}
        {waiting > 0 && <Text size="sm">{t('signOut.unsent', { count: waiting, place })}</Text>}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('signOut.stay')}
          </Button>
          <Button color="danger" loading={leaving} onClick={leave}>
            {t('signOut.confirm')}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
