import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useAppliedPreferences } from '#renderer/frame/use-applied-preferences.ts'
import { PhoneLine } from '#renderer/softphone/phone-line.tsx'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { Locale } from '#shared/protocol/scalars.ts'
import { ChooseState } from './choose-state.tsx'
import { LoginLayout } from './login-layout.tsx'
import styles from './login-page.module.css'
import ready from './ready-check.module.css'
import { LinkLine, NotificationLine, SoundLine, StoreLine } from './ready-lines.tsx'

/** After log-in and before work: what functions, what to fix, and in which state to begin. */
export function ReadyCheck({ onDone }: { onDone: () => void }) {
  const { t, i18n } = useTranslation('login')
  const dispatch = useDispatch()
  const inCall = useConsole((state) => state.projection.calls.length > 0 || state.projection.offer !== null)
  useAppliedPreferences()
  // somebody is on the line: the console comes first, checks later
  useEffect(() => {
    if (inCall) onDone()
  }, [inCall, onDone])
  return (
    <LoginLayout
      language={Locale.parse(i18n.language)}
      onLanguage={(language) => void dispatch.preferences({ language })}
    >
      <div className={`${styles.card} ${styles.wide}`}>
        <h1>{t('ready.title')}</h1>
        <p className="muted">{t('ready.explain')}</p>
        <ul className={ready.list}>
          <LinkLine />
          <PhoneLine />
          <StoreLine />
          <NotificationLine />
          <SoundLine />
        </ul>
        <ChooseState onDone={onDone} />
      </div>
    </LoginLayout>
  )
}
