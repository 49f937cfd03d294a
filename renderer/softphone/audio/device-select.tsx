import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { AudioChoice } from '#renderer/state/audio-choice.ts'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { type AudioDevice, resolveDevice } from './list-devices.ts'

type Props = { use: keyof AudioChoice; labelId: string; devices: readonly AudioDevice[] }

/** Which device is used; a chosen one that is away stays chosen and is named as away. */
export function DeviceSelect({ use, labelId, devices }: Props) {
  const { t } = useTranslation('softphone')
  const { audio } = useConsoleTools()
  const chosen = useStore(audio, (choice) => choice[use])
  const { deviceId, missing } = resolveDevice(chosen, devices, true)
  const options = [
    { value: '', label: t('device.system') },
    ...devices.map((device, at) => ({
      value: device.deviceId,
      label: device.label || t('device.unnamed', { number: at + 1 }),
    })),
    ...(missing === null ? [] : [{ value: 'missing', label: t('device.away', { device: missing }) }]),
  ]
  return (
    <NativeSelect
      aria-labelledby={labelId}
      data={options}
      value={missing === null ? deviceId : 'missing'}
      onChange={({ currentTarget: { value } }) => {
        if (value === 'missing') return
        const device = devices.find((one) => one.deviceId === value)
        audio.setState({ [use]: device ?? null })
      }}
    />
  )
}
