import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { configure, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { Backend } from '#renderer/backend/backend.ts'
import { startI18n } from '#renderer/i18n/start-i18n.ts'
import { browserClock } from '#renderer/state/clock-browser.ts'
import { ConsoleProvider } from '#renderer/state/console-context.tsx'
import { startConsole } from '#renderer/state/start-console.ts'
import { NowProvider } from '#renderer/ui/now.tsx'
import { makeTheme } from '#renderer/ui/theme.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { Desk } from '#shared/protocol/desk-port.ts'
import { refuse } from '#shared/protocol/error.ts'
import type { Locale } from '#shared/protocol/scalars.ts'
import { testNow, testShell } from './make-snapshot.ts'

// screens load parts of themselves when they are shown, which takes its time on a busy machine
configure({ asyncUtilTimeout: 8000 })

/** The test's time stands still; timers run on the computer's, so that screens settle. */
const clock: Clock = {
  now: () => testNow,
  schedule: (delayMs, task) => browserClock.schedule(Math.min(delayMs, 50), task),
}

/** Renders a page over a desk, in one language, with everything a running console has around it. */
export async function renderConsole(desk: Desk, page: ReactNode, language: Locale = 'en') {
  const i18n = await startI18n(language)
  const { tools } = await startConsole({
    backend: wrapDesk(desk),
    shell: testShell,
    clock,
    random: createSeededRandom(7),
    onRefusal: () => {},
    onMasked: () => {},
    onSignedOut: () => {},
  })
  // a desk phone: what a softphone does is tested with one
  tools.phone.setState({ state: { kind: 'none' } })
  const rendered = render(
    <I18nextProvider i18n={i18n}>
      <MantineProvider theme={makeTheme(language)} env="test">
        <Notifications />
        <ConsoleProvider value={tools}>
          <QueryClientProvider client={tools.queryClient}>
            <NowProvider source={clock}>{page}</NowProvider>
          </QueryClientProvider>
        </ConsoleProvider>
      </MantineProvider>
    </I18nextProvider>,
  )
  return { ...rendered, tools, i18n }
}

function wrapDesk(desk: Desk): Backend {
  return {
    desk,
    shell: async () => testShell,
    session: async () => null,
    signIn: async () => refuse('wrong_credentials'),
    signOut: async () => {},
    onReach: (listener) => {
      listener({ kind: 'reached' })
      return () => {}
    },
  }
}
