import { MantineProvider } from '@mantine/core'
import type { i18n } from 'i18next'
import { useEffect, useMemo } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { Backend } from './backend/backend.ts'
import { PanelBoundary } from './common/panel-boundary.tsx'
import { Toasts } from './common/toasts.tsx'
import { SessionGate } from './frame/session-gate.tsx'
import { NowProvider } from './ui/now.tsx'
import { makeTheme } from './ui/theme.ts'

type Props = { backend: Backend; i18n: i18n; clock: Clock; random: Random }

/** The whole console over a backend: what main.tsx starts in a browser and tests start over a scripted desk. */
export function App({ i18n, ...rest }: Props) {
  return (
    <I18nextProvider i18n={i18n}>
      <Themed {...rest} />
    </I18nextProvider>
  )
}

function Themed({ backend, clock, random }: Omit<Props, 'i18n'>) {
  const { language } = useTranslation().i18n
  const theme = useMemo(() => makeTheme(language), [language])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Toasts />
      <NowProvider source={clock}>
        <PanelBoundary>
          <SessionGate backend={backend} clock={clock} random={random} />
        </PanelBoundary>
      </NowProvider>
    </MantineProvider>
  )
}
