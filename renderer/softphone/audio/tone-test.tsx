import { Button } from '@mantine/core'
import IconVolume from '@tabler/icons-react/dist/esm/icons/IconVolume.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingRow } from '#renderer/settings/setting-card.tsx'
import { playTone } from './play-tone.ts'
import { useResolved } from './use-resolved.ts'

const toneS = 1.5

/** One tone on the headset, so that the agent hears which one it is and how loud. */
export function ToneTest() {
  const { t } = useTranslation('softphone')
  const speaker = useResolved('speaker')
  const [state, setState] = useState<'idle' | 'playing' | 'failed'>('idle')
  const run = async () => {
    setState('playing')
    const sounded = await playTone(speaker, toneS).catch(() => false)
    setState(sounded ? 'idle' : 'failed')
  }
  return (
    <SettingRow label={t('audio.sound')} labelId="setting-tone">
      <Button
        variant="default"
        leftSection={<IconVolume size={15} aria-hidden="true" />}
        disabled={state === 'playing'}
        onClick={() => void run()}
      >
        {t('audio.tone')}
      </Button>
      <p role="status" className="muted small">
        {state === 'failed' && t('audio.toneFailed')}
      </p>
    </SettingRow>
  )
}
