import { useTranslation } from 'react-i18next'
import { SettingRow } from '#renderer/settings/setting-card.tsx'
import { DeviceSelect } from './device-select.tsx'
import { NamesWanted } from './names-wanted.tsx'
import { useDevices } from './use-devices.ts'

/** On which loudspeaker a ring is heard: often not the headset, which may lie on the desk. */
export function RingerRow() {
  const { t } = useTranslation('softphone')
  const devices = useDevices()
  return (
    <SettingRow label={t('device.ringer')} labelId="setting-ringer" hint={t('device.ringerHint')}>
      {devices.kind === 'named' ? (
        <DeviceSelect use="ringer" labelId="setting-ringer" devices={devices.list.outputs} />
      ) : (
        <NamesWanted devices={devices} />
      )}
    </SettingRow>
  )
}
