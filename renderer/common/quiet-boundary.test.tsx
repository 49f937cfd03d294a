import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { QuietBoundary } from './quiet-boundary.tsx'

const told = vi.spyOn(console, 'error')
beforeEach(() => void told.mockImplementation(() => {}))
afterEach(() => told.mockReset())

let draws = 0
let broken = true

function Floating({ shown }: { shown: boolean }) {
  draws += 1
  if (broken) throw new Error('Failed to fetch dynamically imported module')
  return shown ? <p>The dialog</p> : null
}

function Screen({ onFailed, always }: { onFailed: () => void; always: boolean }) {
  const [asked, setAsked] = useState(false)
  // a screen that is drawn anew at every failure, as the frame is
  const [, setFailures] = useState(0)
  const forget = () => {
    onFailed()
    setAsked(false)
    setFailures((count) => count + 1)
  }
  return (
    <>
      <p>The call goes on</p>
      <button type="button" onClick={() => setAsked(true)}>
        Ask
      </button>
      <QuietBoundary asked={asked} onFailed={forget}>
        {(asked || always) && <Floating shown={asked} />}
      </QuietBoundary>
    </>
  )
}

async function show(always: boolean) {
  const onFailed = vi.fn()
  draws = 0
  broken = true
  const desk = makeFakeDesk({ snapshot: makeSnapshot(), now: () => testNow })
  await renderConsole(desk, <Screen onFailed={onFailed} always={always} />)
  await screen.findByText('The call goes on')
  return onFailed
}

const ask = () => userEvent.click(screen.getByRole('button', { name: 'Ask' }))

it('takes away what cannot be shown, leaves the screen around it, and tries again when asked again', async () => {
  const onFailed = await show(false)
  await ask()
  await waitFor(() => expect(onFailed).toHaveBeenCalledOnce())
  expect(screen.getByText('The call goes on')).toBeTruthy()
  await ask()
  await waitFor(() => expect(onFailed).toHaveBeenCalledTimes(2))
  broken = false
  await ask()
  expect(await screen.findByText('The dialog')).toBeTruthy()
})

it('draws what always throws no more than once for each time it is asked for', async () => {
  const onFailed = await show(true)
  await waitFor(() => expect(onFailed).toHaveBeenCalledOnce())
  const drawn = draws
  // what the screen does of itself must not bring it back
  await act(async () => {})
  expect(draws).toBe(drawn)
  await ask()
  await waitFor(() => expect(onFailed).toHaveBeenCalledTimes(2))
  await act(async () => {})
  expect(onFailed).toHaveBeenCalledTimes(2)
  expect(draws).toBe(2 * drawn)
})
