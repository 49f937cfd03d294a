import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backend } from '#renderer/backend/backend.ts'
import type { Credentials, ShellInfo } from '#shared/protocol/desk-port.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import type { Locale } from '#shared/protocol/scalars.ts'
import { DemoLogins } from './demo-logins.tsx'
import { LoginForm } from './login-form.tsx'
import { LoginLayout } from './login-layout.tsx'
import styles from './login-page.module.css'
import { NewPasswordForm } from './new-password-form.tsx'
import { useSignIn } from './use-sign-in.ts'

type Props = {
  backend: Pick<Backend, 'signIn'>
  shell: ShellInfo
  /** the log-in takes longer, for this desk's store is being repaired */
  repairing?: boolean
  /** why the last session ended, when it did not end by the agent's wish */
  notice: Refusal | null
  language: Locale
  onLanguage: (language: Locale) => void
  onSignedIn: (user: SignedInUser) => void
}

/** Log-in, with the language chosen before it. A one-time password leads to the form for an own one. */
export function LoginPage({ backend, shell, repairing = false, notice, language, onLanguage, onSignedIn }: Props) {
  const { t } = useTranslation('login')
  const { t: tFrame } = useTranslation('frame')
  const [oneTime, setOneTime] = useState<Credentials | null>(null)
  const { problem, busy, signIn, forget } = useSignIn(backend, notice, onSignedIn)

  async function submit(credentials: Credentials): Promise<void> {
    const refusal = await signIn(credentials)
    if (refusal?.code !== 'must_change_password') return
    forget()
    setOneTime(credentials)
  }
  return (
    <LoginLayout language={language} onLanguage={onLanguage}>
      <div className={styles.card}>
        <h1>{t(oneTime ? 'change.title' : 'title')}</h1>
        {oneTime ? (
          <NewPasswordForm
            credentials={oneTime}
            problem={problem}
            busy={busy}
            onSubmit={(newPassword) => void signIn({ ...oneTime, newPassword })}
            onBack={() => {
              forget()
              setOneTime(null)
            }}
          />
        ) : (
          <LoginForm problem={problem} busy={busy} onSubmit={(credentials) => void submit(credentials)} />
        )}
        <p role="status" className={`${styles.waiting} muted small`}>
          {repairing && tFrame('start.repairing')}
        </p>
      </div>
      {!oneTime && (
        <DemoLogins logins={shell.demoLogins} busy={busy} onChoose={(credentials) => void submit(credentials)} />
      )}
    </LoginLayout>
  )
}
