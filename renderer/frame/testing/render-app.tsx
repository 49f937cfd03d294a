import { configure, fireEvent, render, screen, within } from '@testing-library/react'
import { App } from '#renderer/app.tsx'
import { startI18n } from '#renderer/i18n/start-i18n.ts'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { browserRandom } from '#renderer/state/random-browser.ts'
import type { Desk, ShellInfo } from '#shared/protocol/desk-port.ts'
import type { SignedInUser } from '#shared/protocol/envelope.ts'

// in a page without layout, asking of every element whether it is visible takes seconds
configure({ defaultHidden: true, asyncUtilTimeout: 8000 })

type Signed = { desk: Desk; shell: ShellInfo; user: SignedInUser }

/** The whole console of somebody who is signed in at this desk, with its call column there. Answers what it was given. */
export async function renderApp<T extends Signed>(story: T): Promise<T> {
  const { desk, shell, user } = story
  localStorage.clear()
  window.location.hash = '#/work'
  const backend = {
    desk,
    shell: async () => shell,
    session: async () => user,
    signIn: async () => ({ ok: true as const, user }),
    signOut: async () => {},
    onReach: (listener: (reach: { kind: 'reached' }) => void) => {
      listener({ kind: 'reached' })
      return () => {}
    },
  }
  render(<App backend={backend} i18n={await startI18n('en')} clock={browserClock} random={browserRandom} />)
  await screen.findByRole('complementary', { name: 'Call' })
  return story
}

export const callColumn = () => within(screen.getByRole('complementary', { name: 'Call' }))

/** user-event's keyboard has no F-keys. */
export function press(key: string, held: { altKey?: boolean; shiftKey?: boolean } = {}): void {
  fireEvent.keyDown(document.body, { key, code: key, ...held })
  fireEvent.keyUp(document.body, { key, code: key, ...held })
}
