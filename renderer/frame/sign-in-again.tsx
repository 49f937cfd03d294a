import { Button, Modal, PasswordInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { useConsole, useConsoleTools } from '#renderer/state/console-context.tsx'

/** Log-in again over the open console, after the session expired: nothing on screen is lost. */
export function SignInAgain({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('frame')
  const say = useRefusalText()
  const { backend } = useConsoleTools()
  const name = useConsole((state) => state.user.name)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    const answer = await backend.signIn({ login: String(form.get('login')), password: String(form.get('password')) })
    setBusy(false)
    if (!answer.ok) return setProblem(say(answer.refusal))
    setProblem(null)
    onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={t('again.title')} size="sm" centered>
      <form onSubmit={(event) => void submit(event)} style={{ display: 'grid', gap: 10 }}>
        <p>{t('again.body', { name })}</p>
        <TextInput name="login" label={t('again.login')} autoComplete="username" required data-autofocus />
        <PasswordInput
          name="password"
          label={t('again.password')}
          autoComplete="current-password"
          required
          error={problem}
        />
        <Button type="submit" loading={busy}>
          {t('banner.signIn')}
        </Button>
      </form>
    </Modal>
  )
}
