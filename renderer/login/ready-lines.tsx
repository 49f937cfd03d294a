import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { usePlace } from '#renderer/common/use-place.ts'
import { useNotificationRight } from '#renderer/settings/use-notification-right.ts'
import { useRingTest } from '#renderer/settings/use-ring-test.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { servesNoQueue } from '#renderer/state/selectors.ts'
import { ReadyLine, type Verdict } from './ready-line.tsx'

const linkVerdicts = {
  online: 'good',
  starting: 'checking',
  offline: 'warning',
  fenced: 'warning',
  expired: 'bad',
} as const

export function LinkLine() {
  const { t } = useTranslation('login')
  const link = useConsole((state) => state.link.kind)
  const noQueue = useConsole(servesNoQueue)
  const text = link === 'online' && noQueue ? t('ready.link.onlineOnly') : t(`ready.link.${link}`)
  return <ReadyLine title={t('ready.link.title')} verdict={linkVerdicts[link]} text={text} />
}

export function StoreLine() {
  const { t } = useTranslation('login')
  const trouble = useConsole((state) => state.sync.storeTrouble)
  const place = usePlace()
  const isKept = trouble !== 'full' && trouble !== 'read_only'
  const verdict: Verdict = trouble === null ? 'good' : isKept ? 'warning' : 'bad'
  const text = trouble === null ? t('ready.store.kept', { place }) : t(`ready.store.${trouble}`)
  return <ReadyLine title={t('ready.store.title')} verdict={verdict} text={text} />
}

/** In the desktop app the shell shows notifications itself; in a browser the agent must allow them. */
export function NotificationLine() {
  const { t } = useTranslation('login')
  const desktop = useConsole((state) => state.shell.kind === 'desktop')
  const { right, ask } = useNotificationRight()
  const state = desktop ? 'granted' : right
  const fix = (
    <Button variant="default" onClick={ask}>
      {t('ready.notifications.fix')}
    </Button>
  )
  return (
    <ReadyLine
      title={t('ready.notifications.title')}
      verdict={state === 'granted' ? 'good' : 'warning'}
      text={t(`ready.notifications.${state}`)}
      fix={state === 'default' ? fix : null}
    />
  )
}

const soundVerdicts = { untested: 'untested', played: 'good', failed: 'warning' } as const

export function SoundLine() {
  const { t } = useTranslation('login')
  const on = useConsole((state) => state.preferences.ringSound)
  const { outcome, play } = useRingTest()
  const fix = (
    <Button variant="default" onClick={play}>
      {t('ready.sound.test')}
    </Button>
  )
  return (
    <ReadyLine
      title={t('ready.sound.title')}
      verdict={on ? soundVerdicts[outcome] : 'warning'}
      text={t(`ready.sound.${on ? outcome : 'off'}`)}
      fix={on ? fix : null}
    />
  )
}
