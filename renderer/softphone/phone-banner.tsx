import { Button } from '@mantine/core'
import IconMicrophoneOff from '@tabler/icons-react/dist/esm/icons/IconMicrophoneOff.mjs'
import IconVolumeOff from '@tabler/icons-react/dist/esm/icons/IconVolumeOff.mjs'
import IconWaveSawTool from '@tabler/icons-react/dist/esm/icons/IconWaveSawTool.mjs'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Banner } from '#renderer/frame/banner.tsx'
import { usePhone } from '#renderer/state/console-context.tsx'

/** Under the top bar: what is wrong with the sound of calls, and the way out of it. */
export function PhoneBanner() {
  const { t } = useTranslation('softphone')
  const { state, control } = usePhone((phone) => phone)
  const problem = state.kind === 'failed' || state.kind === 'talking' ? state.problem : null
  if (problem !== null) {
    const settings = (
      <Button component={Link} to="/settings" variant="default">
        {t('banner.settings')}
      </Button>
    )
    return (
      <Banner tone="bad" icon={<IconMicrophoneOff size={16} />} action={settings}>
        {t('banner.problem', { problem: t(`problem.${problem}`) })}
      </Banner>
    )
  }
  if (state.kind !== 'talking') return null
  if (state.held) {
    const release = <Button onClick={() => control?.release()}>{t('banner.unblock')}</Button>
    return (
      <Banner tone="wrap" icon={<IconVolumeOff size={16} />} action={release}>
        {t('banner.blocked')}
      </Banner>
    )
  }
  if (state.quality === null || state.quality === 'good') return null
  return (
    <Banner tone="wrap" icon={<IconWaveSawTool size={16} />}>
      {t('quality.label', { quality: t(`quality.${state.quality}`) })}
    </Banner>
  )
}
