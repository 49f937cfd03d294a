import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { makeStoryDesk } from '#test/support/story-desk.ts'
import { renderApp } from './testing/render-app.tsx'

it('has the focus while there is nothing in it, so that Escape closes it', async () => {
  await renderApp(makeStoryDesk(browserClock.now))
  const bell = await screen.findByRole('button', { name: 'Alerts: none' })
  await userEvent.click(bell)
  const menu = await screen.findByRole('dialog', { name: /Alerts/ })
  await waitFor(() => expect(menu.contains(document.activeElement)).toBe(true))
  await userEvent.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog', { name: /Alerts/ })).toBeNull())
})
