import { MantineProvider } from '@mantine/core'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { expect, it } from 'vitest'
import type { Backend } from '#renderer/backend/backend.ts'
import { makeSnapshot, testNow, testShell } from '#renderer/customer/testing/make-snapshot.ts'
import { startI18n } from '#renderer/i18n/start-i18n.ts'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { SessionGate } from './session-gate.tsx'

const words = /being repaired/
/** Waits are short: what is tested is what is asked and shown, not how long the product waits. */
const clock = { now: () => testNow, schedule: (_ms: number, task: () => void) => browserClock.schedule(5, task) }

/** A shell that repairs a store, and opens no desk before it is told to. */
async function open(changes: Partial<Backend>) {
  const held = Promise.withResolvers<null>()
  const shell = { repairing: true }
  const backend: Backend = {
    desk: makeFakeDesk({ snapshot: makeSnapshot(), now: () => testNow }),
    shell: async () => ({ ...testShell, ...shell }),
    session: () => held.promise,
    signIn: async () => ({ ok: false, refusal: { code: 'wrong_credentials' } }),
    signOut: async () => {},
    onReach: () => () => {},
    ...changes,
  }
  render(
    <I18nextProvider i18n={await startI18n('en')}>
      <MantineProvider env="test">
        <SessionGate backend={backend} clock={clock} random={createSeededRandom(1)} />
      </MantineProvider>
    </I18nextProvider>,
  )
  return { shell, letIn: () => held.resolve(null) }
}

it('says that the store is being repaired, for as long as it is', async () => {
  const { shell, letIn } = await open({})
  expect(await screen.findByText(words)).toBeTruthy()
  shell.repairing = false
  await waitFor(() => expect(screen.queryByText(words)).toBeNull())
  letIn()
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy()
})

it('says it at the log-in too, and not before anybody waits', async () => {
  const held = Promise.withResolvers<Awaited<ReturnType<Backend['signIn']>>>()
  await open({ session: async () => null, signIn: () => held.promise })
  await userEvent.type(await screen.findByLabelText('Login'), 'ava')
  await userEvent.type(screen.getByLabelText('Password'), 'secret')
  expect(screen.queryByText(words)).toBeNull()
  await userEvent.keyboard('{Enter}')
  expect(await screen.findByText(words)).toBeTruthy()
  held.resolve({ ok: false, refusal: { code: 'wrong_credentials' } })
  await waitFor(() => expect(screen.queryByText(words)).toBeNull())
  expect(screen.getByText(/Login or password is wrong/)).toBeTruthy()
})
