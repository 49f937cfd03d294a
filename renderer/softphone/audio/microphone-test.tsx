import { Button } from '@mantine/core'
import IconMicrophone from '@tabler/icons-react/dist/esm/icons/IconMicrophone.mjs'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SettingRow } from '#renderer/settings/setting-card.tsx'
import { LevelMeter } from './level-meter.tsx'
import { closeStream, type MicrophoneProblem, openMicrophone } from './open-microphone.ts'
import { useResolved } from './use-resolved.ts'

/** The microphone is only open while it is tested, and follows the choice above it. */
export function MicrophoneTest() {
  const { t } = useTranslation('softphone')
  const microphone = useResolved('microphone')
  const [running, setRunning] = useState(false)
  const [stream, setStream] = useState<MediaStream | null>(null)
  const [problem, setProblem] = useState<MicrophoneProblem | null>(null)
  useEffect(() => {
    if (!running) return
    let open: MediaStream | null = null
    let gone = false
    openMicrophone(navigator.mediaDevices, microphone).then((opened) => {
      if (!opened.ok) {
        setProblem(opened.problem)
        return setRunning(false)
      }
      if (gone) return closeStream(opened.stream)
      open = opened.stream
      setProblem(null)
      setStream(opened.stream)
    }, console.error)
    return () => {
      gone = true
      setStream(null)
      if (open !== null) closeStream(open)
    }
  }, [running, microphone])
  return (
    <SettingRow label={t('audio.level')} labelId="setting-level" hint={t('audio.levelHint')}>
      <Button
        variant="default"
        leftSection={<IconMicrophone size={15} aria-hidden="true" />}
        onClick={() => setRunning(!running)}
      >
        {t(running ? 'audio.levelStop' : 'audio.levelStart')}
      </Button>
      {stream !== null && <LevelMeter stream={stream} />}
      <p role="status" className="muted small">
        {problem !== null && t(`problem.${problem}`)}
      </p>
    </SettingRow>
  )
}
