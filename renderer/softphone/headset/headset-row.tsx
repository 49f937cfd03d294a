import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { SettingRow } from '#renderer/settings/setting-card.tsx'
import { usePhone } from '#renderer/state/console-context.tsx'

/** Lets the browser use a headset's buttons; nothing where a browser knows no such devices. */
export function HeadsetRow() {
  const { t } = useTranslation('softphone')
  const headset = usePhone((phone) => phone.headset)
  if (headset === null) return null
  const { name, failed, ask, forget } = headset
  const hint = name !== null ? t('headset.works', { device: name }) : t(failed ? 'headset.busy' : 'headset.hint')
  return (
    <SettingRow label={t('headset.title')} labelId="setting-headset" hint={hint}>
      <Button
        variant="default"
        aria-describedby="setting-headset"
        onClick={() => void (name === null ? ask() : forget())}
      >
        {t(name === null ? 'headset.choose' : 'headset.forget')}
      </Button>
    </SettingRow>
  )
}
