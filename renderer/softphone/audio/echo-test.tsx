import { Button } from '@mantine/core'
import IconEar from '@tabler/icons-react/dist/esm/icons/IconEar.mjs'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingRow } from '#renderer/settings/setting-card.tsx'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { closeStream, type MicrophoneProblem, openMicrophone } from './open-microphone.ts'
import { type Echo, runEchoTest } from './run-echo-test.ts'
import { useResolved } from './use-resolved.ts'

const recordMs = 4_000
type Shown = { kind: 'idle' } | Echo | { kind: 'refused'; problem: MicrophoneProblem }

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
  const run = async () => {
    setShown({ kind: 'recording' })
    const opened = await openMicrophone(navigator.mediaDevices, microphone)
    if (!opened.ok) return setShown({ kind: 'refused', problem: opened.problem })
    const tell = (echo: Echo) => {
      if (echo.kind !== 'recording') closeStream(opened.stream)
      setShown(echo)
    }
    const stopTest = runEchoTest(opened.stream, { speaker, forMs: recordMs, clock, tell })
    stop.current = () => {
      stopTest()
      closeStream(opened.stream)
    }
  }
  return (
    <SettingRow label={t('audio.echo')} labelId="setting-echo" hint={t('audio.echoHint')}>
      <Button
        variant="default"
        leftSection={<IconEar size={15} aria-hidden="true" />}
        disabled={busy}
        onClick={() => void run()}
      >
        {t('audio.echo')}
      </Button>
      <p role="status" className="muted small">
        {shown.kind === 'refused' && t(`problem.${shown.problem}`)}
        {shown.kind !== 'idle' && shown.kind !== 'refused' && t(`audio.${shown.kind}`)}
      </p>
    </SettingRow>
  )
}
