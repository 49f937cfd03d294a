import { Button, Slider, Switch } from '@mantine/core'
import IconVolume from '@tabler/icons-react/dist/esm/icons/IconVolume.mjs'
import { useTranslation } from 'react-i18next'
import { RingerRow } from '#renderer/softphone/audio/ringer-row.tsx'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { SettingCard, SettingRow } from './setting-card.tsx'
import styles from './settings-page.module.css'
import { useNotificationRight } from './use-notification-right.ts'
import { useRingTest } from './use-ring-test.ts'

/** How a ring is heard and seen. The ring card itself is always shown. */
export function RingCard() {
  const { t } = useTranslation('settings')
  const dispatch = useDispatch()
  const { ringSound, ringVolume, ringTitle, ringNotification } = useConsole((state) => state.preferences)
  const test = useRingTest()
  const notification = useNotificationRight()
  const percent = Math.round(ringVolume * 100)
  return (
    <SettingCard title={t('ring.title')}>
      <Switch
        label={t('ring.sound')}
        description={t('ring.soundHint')}
        checked={ringSound}
        onChange={(event) => void dispatch.preferences({ ringSound: event.currentTarget.checked })}
      />
      <SettingRow label={t('ring.volume')} labelId="setting-volume" hint={t('textSize.value', { percent })}>
        <Slider
          className={styles.slider}
          thumbLabel={t('ring.volume')}
          min={10}
          max={100}
          step={10}
          disabled={!ringSound}
          value={percent}
          label={(value) => t('textSize.value', { percent: value })}
          onChange={(value) => void dispatch.preferences({ ringVolume: value / 100 })}
        />
      </SettingRow>
      <RingerRow />
      <div>
        <Button variant="default" leftSection={<IconVolume size={15} aria-hidden="true" />} onClick={test.play}>
          {t('ring.test')}
        </Button>
        <p role="status">{test.outcome === 'failed' ? t('ring.failed') : ''}</p>
      </div>
      <Switch
        label={t('ring.pageTitle')}
        checked={ringTitle}
        onChange={(event) => void dispatch.preferences({ ringTitle: event.currentTarget.checked })}
      />
      <div>
        <Switch
          label={t('ring.notifications')}
          disabled={notification.right === 'unsupported'}
          checked={ringNotification && notification.right === 'granted'}
          onChange={(event) => {
            const wanted = event.currentTarget.checked
            void dispatch.preferences({ ringNotification: wanted })
            if (wanted && notification.right === 'default') notification.ask()
          }}
        />
        {notification.right === 'denied' && <p className={styles.warning}>{t('ring.denied')}</p>}
        {notification.right === 'unsupported' && <p className="muted small">{t('ring.unsupported')}</p>}
      </div>
    </SettingCard>
  )
}
