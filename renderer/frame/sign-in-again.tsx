import { Button, Modal, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NewPasswordForm } from '#renderer/login/new-password-form.tsx'
import { ProblemLine } from '#renderer/login/problem-line.tsx'
import { useSignIn } from '#renderer/login/use-sign-in.ts'
import { useConsole, useConsoleTools } from '#renderer/state/console-context.tsx'
import type { Credentials } from '#shared/protocol/desk-port.ts'

/**
 * Log-in again over the open console, after the session expired: nothing on screen is lost. An administrator who ended
 * it may have given a one-time password: its form stands here too.
 */
export function SignInAgain({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['frame', 'login', 'common'])
  const { backend } = useConsoleTools()
  const user = useConsole((state) => state.user)
  const [oneTime, setOneTime] = useState<Credentials | null>(null)
  const openings = useRef(0)
  const { problem, busy, signIn, forget } = useSignIn(backend, null, (signedIn) => {
    // somebody else's log-in opened somebody else's desk: this console must not go on over it
    if (signedIn.userId !== user.userId) return window.location.reload()
    setOneTime(null)
    onClose()
  })
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const credentials = { login: String(form.get('login')).trim(), password: String(form.get('password')) }
    const opening = openings.current
    const refusal = await signIn(credentials)
    // closed meanwhile: what was entered is not kept for the next opening
    if (opening !== openings.current) return forget()
    if (refusal?.code !== 'must_change_password') return
    forget()
    setOneTime(credentials)
  }
  const goBack = () => {
    forget()
    setOneTime(null)
  }
  const close = () => {
    openings.current += 1
    goBack()
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t(oneTime === null ? 'again.title' : 'login:change.title')}
      size="sm"
      centered
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {oneTime === null ? (
        <form onSubmit={(event) => void submit(event)} style={{ display: 'grid', gap: 10 }}>
          <p>{t('again.body', { name: user.name })}</p>
          <TextInput name="login" label={t('again.login')} autoComplete="username" required data-autofocus />
          <PasswordInput
            name="password"
            label={t('again.password')}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': t('login:showPassword') }}
          />
          <ProblemLine problem={problem} />
          <Button type="submit" loading={busy}>
            {t('banner.signIn')}
          </Button>
        </form>
      ) : (
        <NewPasswordForm
          credentials={oneTime}
          problem={problem}
          busy={busy}
          onSubmit={(newPassword) => void signIn({ ...oneTime, newPassword })}
          onBack={goBack}
        />
      )}
    </Modal>
  )
}
