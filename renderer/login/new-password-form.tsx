import { Button, PasswordInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Credentials } from '#shared/protocol/desk-port.ts'
import styles from './login-page.module.css'
import { ProblemLine } from './problem-line.tsx'
import type { LoginProblem } from './use-sign-in.ts'

const minLength = 15

type Props = {
  credentials: Credentials
  problem: LoginProblem
  busy: boolean
  onSubmit: (newPassword: string) => void
  onBack: () => void
}
type Mistake = 'length' | 'same' | 'differs' | null

/** Replaces a one-time password. The one-time one was just entered and is not asked for again. */
export function NewPasswordForm({ credentials, problem, busy, onSubmit, onBack }: Props) {
  const { t } = useTranslation('login')
  const [mistake, setMistake] = useState<Mistake>(null)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const next = String(form.get('next') ?? '')
    const found = findMistake(next, String(form.get('repeat') ?? ''))
    setMistake(found)
    if (found === null && !busy) onSubmit(next)
  }
  const findMistake = (next: string, repeat: string): Mistake => {
    if ([...next].length < minLength) return 'length'
    if (next === credentials.password) return 'same'
    return next === repeat ? null : 'differs'
  }
  // told at every drawing: the language may be switched meanwhile
  const nextMistake =
    mistake === 'length' ? t('weak.length', { min: minLength }) : mistake === 'same' ? t('change.same') : null
  const show = { 'aria-label': t('showPassword') }
  return (
    <>
      <p className="muted">{t('change.explain')}</p>
      <form className={styles.form} onSubmit={submit} noValidate>
        <input type="hidden" name="username" autoComplete="username" value={credentials.login} readOnly />
        <PasswordInput
          size="sm"
          name="next"
          label={t('change.next')}
          description={t('change.rule')}
          autoComplete="new-password"
          visibilityToggleButtonProps={show}
          error={nextMistake}
          autoFocus
        />
        <PasswordInput
          size="sm"
          name="repeat"
          label={t('change.repeat')}
          autoComplete="new-password"
          visibilityToggleButtonProps={show}
          error={mistake === 'differs' ? t('change.differs') : null}
        />
        <ProblemLine problem={problem} />
        <Button type="submit" size="sm" loading={busy}>
          {t('change.submit')}
        </Button>
        <Button variant="subtle" onClick={onBack}>
          {t('change.back')}
        </Button>
      </form>
    </>
  )
}
