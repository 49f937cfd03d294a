import { screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { QuietBoundary } from './quiet-boundary.tsx'

function Broken(): never {
  throw new Error('Failed to fetch dynamically imported module')
}

it('takes away what cannot be shown and leaves the screen around it', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {})
  const onFailed = vi.fn()
  await renderConsole(
    makeFakeDesk({ snapshot: makeSnapshot(), now: () => testNow }),
    <>
      <p>The call goes on</p>
      <QuietBoundary onFailed={onFailed}>
        <Broken />
      </QuietBoundary>
    </>,
  )
  expect(await screen.findByText('The call goes on')).toBeTruthy()
  await waitFor(() => expect(onFailed).toHaveBeenCalledOnce())
  told.mockRestore()
})
