import { MantineProvider } from '@mantine/core'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it, vi } from 'vitest'
import { testShell } from '#renderer/customer/testing/make-snapshot.ts'
import { startI18n } from '#renderer/i18n/start-i18n.ts'
import type { Credentials, SignInAnswer } from '#shared/protocol/desk-port.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import { UserId } from '#shared/protocol/ids.ts'
import type { Locale } from '#shared/protocol/scalars.ts'
import { LoginPage } from './login-page.tsx'

const user = { userId: UserId.parse('u1'), name: 'Sofia', role: 'agent' as const, teamName: null }
const shell = { ...testShell, demoLogins: [{ login: 'sofia', password: 'demo', name: 'Sofia Ivanova', role: 'agent' }] }

async function open(
  answer: (credentials: Credentials) => SignInAnswer | Promise<SignInAnswer>,
  language: Locale = 'en',
  notice: Refusal | null = null,
) {
  const signIn = vi.fn(async (credentials: Credentials) => answer(credentials))
  const onSignedIn = vi.fn()
  const onLanguage = vi.fn()
  const i18n = await startI18n(language)
  render(
    <I18nextProvider i18n={i18n}>
      <MantineProvider env="test">
        <LoginPage
          backend={{ signIn }}
          shell={shell}
          notice={notice}
          language={language}
          onLanguage={onLanguage}
          onSignedIn={onSignedIn}
        />
      </MantineProvider>
    </I18nextProvider>,
  )
  return { signIn, onSignedIn, onLanguage }
}
const refuseWith = (refusal: Refusal) => (): SignInAnswer => ({ ok: false, refusal })
const enter = async (login: string, password: string) => {
  await userEvent.type(screen.getByLabelText('Login'), login)
  await userEvent.type(screen.getByLabelText('Password'), `${password}{Enter}`)
}

describe('log-in', () => {
  it('signs in with what was typed', async () => {
    const { signIn, onSignedIn } = await open(() => ({ ok: true, user }))
    await enter(' sofia ', 'secret')
    expect(signIn).toHaveBeenCalledWith({ login: 'sofia', password: 'secret' })
    expect(onSignedIn).toHaveBeenCalledWith(user)
  })

  it('says what is wrong in a sentence: a wrong password, too many tries, central away', async () => {
    const refusals: Refusal[] = [
      { code: 'wrong_credentials' },
      { code: 'too_many_attempts', params: { seconds: 42 } },
      { code: 'central_unavailable' },
    ]
    await open(() => ({ ok: false, refusal: refusals.shift() ?? { code: 'internal' } }))
    await enter('sofia', 'wrong')
    expect(await screen.findByText(/Login or password is wrong/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText(/Try again in 42 sec/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText(/The service cannot be reached/)).toBeTruthy()
  })

  it('asks for both before asking central', async () => {
    const { signIn } = await open(() => ({ ok: true, user }))
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(screen.getByText('Enter login and password.')).toBeTruthy()
    expect(signIn).not.toHaveBeenCalled()
  })

  it('signs in to the demo with one click', async () => {
    const { signIn } = await open(() => ({ ok: true, user }))
    await userEvent.click(screen.getByRole('button', { name: /Sofia Ivanova/ }))
    expect(signIn).toHaveBeenCalledWith({ login: 'sofia', password: 'demo' })
  })

  it('leads from a one-time password to an own one, refused here when short or different', async () => {
    const { signIn, onSignedIn } = await open((credentials) =>
      credentials.newPassword === undefined ? refuseWith({ code: 'must_change_password' })() : { ok: true, user },
    )
    await enter('sofia', 'one-time')
    const next = await screen.findByLabelText('New password')
    await userEvent.type(next, 'short{Enter}')
    expect(screen.getByText('Use at least 15 characters.')).toBeTruthy()
    await userEvent.clear(next)
    await userEvent.type(next, 'a quiet harbour at dawn')
    await userEvent.type(screen.getByLabelText('New password again'), 'something else{Enter}')
    expect(screen.getByText('The two entries differ.')).toBeTruthy()
    await userEvent.clear(screen.getByLabelText('New password again'))
    await userEvent.type(screen.getByLabelText('New password again'), 'a quiet harbour at dawn{Enter}')
    expect(signIn).toHaveBeenLastCalledWith({
      login: 'sofia',
      password: 'one-time',
      newPassword: 'a quiet harbour at dawn',
    })
    expect(onSignedIn).toHaveBeenCalledWith(user)
  })

  it('tells why the last session ended, and switches the language first', async () => {
    const { onLanguage } = await open(() => ({ ok: true, user }), 'zh-CN', { code: 'session_expired' })
    expect(screen.getByText('登录已过期，请重新登录，内容不会丢失。')).toBeTruthy()
    await userEvent.click(screen.getByRole('radio', { name: '繁體中文' }))
    expect(onLanguage).toHaveBeenCalledWith('zh-TW')
  })
})
