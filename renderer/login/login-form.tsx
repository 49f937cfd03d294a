import { Button, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Credentials } from '#shared/protocol/desk-port.ts'
import styles from './login-page.module.css'
import { ProblemLine } from './problem-line.tsx'
import type { LoginProblem } from './use-sign-in.ts'

type Props = { problem: LoginProblem; busy: boolean; onSubmit: (credentials: Credentials) => void }

export function LoginForm({ problem, busy, onSubmit }: Props) {
  const { t } = useTranslation('login')
  const [incomplete, setIncomplete] = useState(false)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const entered = Credentials.safeParse({
      login: String(form.get('login') ?? '').trim(),
      password: String(form.get('password') ?? ''),
    })
    setIncomplete(!entered.success)
    if (entered.success && !busy) onSubmit(entered.data)
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextInput
        size="sm"
        name="login"
        label={t('login')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
      />
      <PasswordInput
        size="sm"
        name="password"
        label={t('password')}
        autoComplete="current-password"
        error={incomplete ? t('error.needed') : null}
        visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
      />
      <ProblemLine problem={problem} />
      <Button type="submit" size="sm" loading={busy}>
        {t('submit')}
      </Button>
    </form>
  )
}
