import { Button } from '@mantine/core'
import IconMicrophone from '@tabler/icons-react/dist/esm/icons/IconMicrophone.mjs'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingRow } from '#renderer/settings/setting-card.tsx'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { chooseTrials } from '../remote/remote-trials.ts'
import { LevelMeter } from './level-meter.tsx'
import type { MicrophoneProblem } from './open-microphone.ts'
import { useResolved } from './use-resolved.ts'

/** The microphone is only open while it is tested, and follows the choice above it. */
export function MicrophoneTest() {
  const { t } = useTranslation('softphone')
  const microphone = useResolved('microphone')
  const [running, setRunning] = useState(false)
  const [level, setLevel] = useState<number | null>(null)
  const [problem, setProblem] = useState<MicrophoneProblem | null>(null)
  const { clock } = useConsoleTools()
  useEffect(() => {
    if (!running) return
    const stop = chooseTrials(clock).listen(microphone, (heard) => {
      if (heard.kind === 'refused') {
        setProblem(heard.problem)
        return setRunning(false)
      }
      setProblem(null)
      // falls slowly, so that a word is seen
      setLevel((before) => Math.max(heard.level, (before ?? 0) - 0.06))
    })
    return () => {
      stop()
      setLevel(null)
    }
  }, [running, microphone, clock])
  return (
    <SettingRow label={t('audio.level')} labelId="setting-level" hint={t('audio.levelHint')}>
      <Button
        variant="default"
        leftSection={<IconMicrophone size={15} aria-hidden="true" />}
        onClick={() => setRunning(!running)}
      >
        {t(running ? 'audio.levelStop' : 'audio.levelStart')}
      </Button>
      {level !== null && <LevelMeter level={level} />}
      <p role="status" className="muted small">
        {problem !== null && t(`problem.${problem}`)}
      </p>
    </SettingRow>
  )
}
