import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Devices } from './use-devices.ts'

/** In the place of the choice while the browser names no device: why, and the button that makes it ask. */
export function NamesWanted({ devices }: { devices: Exclude<Devices, { kind: 'named' }> }) {
  const { t } = useTranslation('softphone')
  if (devices.kind === 'looking') return null
  if (devices.kind === 'unsupported') return <p className="muted">{t('device.unsupported')}</p>
  const { problem, ask } = devices
  return (
    <div>
      <Button variant="default" onClick={ask}>
        {t('device.ask')}
      </Button>
      <p className="muted small" role="status">
        {problem === null ? t('device.askWhy') : t(`problem.${problem}`)}
      </p>
    </div>
  )
}
