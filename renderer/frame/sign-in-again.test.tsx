import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it, vi } from 'vitest'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import type { SignInAnswer } from '#shared/protocol/desk-port.ts'
import { refuse } from '#shared/protocol/error.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { SignInAgain } from './sign-in-again.tsx'

function Host() {
  const [opened, setOpened] = useState(true)
  return (
    <>
      <button type="button" onClick={() => setOpened(true)}>
        Open
      </button>
      <SignInAgain opened={opened} onClose={() => setOpened(false)} />
    </>
  )
}

async function enterOneTimePassword(answer: Promise<SignInAnswer>) {
  const desk = makeFakeDesk({ snapshot: makeSnapshot(), now: () => testNow })
  const { tools } = await renderConsole(desk, <Host />)
  const signIn = vi.spyOn(tools.backend, 'signIn').mockReturnValue(answer)
  await userEvent.type(await screen.findByLabelText(/^Login/), 'sofia')
  await userEvent.type(screen.getByLabelText(/^Password/), 'one-time-secret{Enter}')
  expect(signIn).toHaveBeenCalledWith({ login: 'sofia', password: 'one-time-secret' })
}

async function closeAndOpen() {
  await userEvent.click(screen.getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await userEvent.click(screen.getByRole('button', { name: 'Open' }))
  return (await screen.findByLabelText(/^Login/)) as HTMLInputElement
}

it('forgets a one-time password when it is closed', async () => {
  await enterOneTimePassword(Promise.resolve(refuse('must_change_password')))
  await screen.findByLabelText('New password')
  const login = await closeAndOpen()
  expect(login.value).toBe('')
  expect(screen.queryByLabelText('New password')).toBeNull()
})

it('keeps none either when the answer comes after it was closed', async () => {
  let reply = (_answer: SignInAnswer) => {}
  await enterOneTimePassword(new Promise((resolve) => (reply = resolve)))
  await closeAndOpen()
  reply(refuse('must_change_password'))
  const button = () => screen.getByRole('button', { name: 'Sign in' })
  await waitFor(() => expect(button().hasAttribute('data-loading')).toBe(false))
  expect(screen.queryByLabelText('New password')).toBeNull()
})
