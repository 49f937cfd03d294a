import { Button, Modal, PasswordInput, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemLine } from '#renderer/login/problem-line.tsx'
import { useSignIn } from '#renderer/login/use-sign-in.ts'
import { useConsole, useConsoleTools } from '#renderer/state/console-context.tsx'

/** Log-in again over the open console, after the session expired: nothing on screen is lost. */
export function SignInAgain({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('frame')
  const { backend } = useConsoleTools()
  const user = useConsole((state) => state.user)
  const { problem, busy, signIn } = useSignIn(backend, null, (signedIn) => {
    // somebody else's log-in opened somebody else's desk: this console must not go on over it
    if (signedIn.userId !== user.userId) window.location.reload()
    else onClose()
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void signIn({ login: String(form.get('login')), password: String(form.get('password')) })
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('again.title')} size="sm" centered>
      <form onSubmit={submit} style={{ display: 'grid', gap: 10 }}>
        <p>{t('again.body', { name: user.name })}</p>
        <TextInput name="login" label={t('again.login')} autoComplete="username" required data-autofocus />
        <PasswordInput name="password" label={t('again.password')} autoComplete="current-password" required />
        <ProblemLine problem={problem} />
        <Button type="submit" loading={busy}>
          {t('banner.signIn')}
        </Button>
      </form>
    </Modal>
  )
}
