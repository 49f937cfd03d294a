import { useTranslation } from 'react-i18next'
import { SettingCard, SettingRow } from '#renderer/settings/setting-card.tsx'
import { HeadsetRow } from '#renderer/softphone/headset/headset-row.tsx'
import { usePhone } from '#renderer/state/console-context.tsx'
import { DeviceSelect } from './device-select.tsx'
import { EchoTest } from './echo-test.tsx'
import { MicrophoneTest } from './microphone-test.tsx'
import { NamesWanted } from './names-wanted.tsx'
import { ToneTest } from './tone-test.tsx'
import { useDevices } from './use-devices.ts'

/** Microphone and headset of who talks through this console; nothing for who has a desk phone. */
export function AudioCard() {
  const { t } = useTranslation('softphone')
  const kind = usePhone(({ state }) => state.kind)
  const devices = useDevices()
  if (kind === 'asking' || kind === 'none') return null
  return (
    <SettingCard title={t('audio.title')}>
      {devices.kind === 'named' ? (
        <>
          <SettingRow label={t('device.microphone')} labelId="setting-microphone">
            <DeviceSelect use="microphone" labelId="setting-microphone" devices={devices.list.microphones} />
          </SettingRow>
          <SettingRow label={t('device.speaker')} labelId="setting-speaker">
            <DeviceSelect use="speaker" labelId="setting-speaker" devices={devices.list.outputs} />
          </SettingRow>
        </>
      ) : (
        <NamesWanted devices={devices} />
      )}
      <HeadsetRow />
      {devices.kind !== 'unsupported' && (
        <>
          <MicrophoneTest />
          <ToneTest />
          <EchoTest />
        </>
      )}
    </SettingCard>
  )
}
