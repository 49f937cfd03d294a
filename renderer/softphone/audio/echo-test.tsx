import { Button } from '@mantine/core'
import IconEar from '@tabler/icons-react/dist/esm/icons/IconEar.mjs'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingRow } from '#renderer/settings/setting-card.tsx'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { chooseTrials } from '../remote/remote-trials.ts'
import type { Echo } from './run-echo-test.ts'
import type { Refused } from './try-microphone.ts'
import { useResolved } from './use-resolved.ts'

type Shown = { kind: 'idle' } | Echo | Refused

/** What the customer would hear, through the agent's own headset. */
export function EchoTest() {
  const { t } = useTranslation('softphone')
  const { clock } = useConsoleTools()
  const microphone = useResolved('microphone')
  const speaker = useResolved('speaker')
  const [shown, setShown] = useState<Shown>({ kind: 'idle' })
  const stop = useRef(() => {})
  useEffect(() => () => stop.current(), [])
  const busy = shown.kind === 'recording' || shown.kind === 'playing'
  const run = () => {
    setShown({ kind: 'recording' })
    stop.current = chooseTrials(clock).echo({ microphone, speaker }, setShown)
  }
  return (
    <SettingRow label={t('audio.echo')} labelId="setting-echo" hint={t('audio.echoHint')}>
      <Button variant="default" leftSection={<IconEar size={15} aria-hidden="true" />} disabled={busy} onClick={run}>
        {t('audio.echo')}
      </Button>
      <p role="status" className="muted small">
        {shown.kind === 'refused' && t(`problem.${shown.problem}`)}
        {shown.kind !== 'idle' && shown.kind !== 'refused' && t(`audio.${shown.kind}`)}
      </p>
    </SettingRow>
  )
}
