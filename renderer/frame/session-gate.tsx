import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askPatiently } from '#renderer/backend/ask-patiently.ts'
import type { Backend } from '#renderer/backend/backend.ts'
import { switchLanguage } from '#renderer/i18n/start-i18n.ts'
import { rememberLanguage } from '#renderer/state/remembered.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { Credentials, ShellInfo } from '#shared/protocol/desk-port.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import { Locale } from '#shared/protocol/scalars.ts'
import { ShellAway } from './shell-away.tsx'
import { useRepairing } from './use-repairing.ts'

const loadConsole = async () => ({ default: (await import('./console-gate.tsx')).ConsoleGate })
const ConsoleGate = lazy(loadConsole)
const LoginPage = lazy(async () => ({ default: (await import('#renderer/login/login-page.tsx')).LoginPage }))

type Props = { backend: Backend; clock: Clock; random: Random }
type Session =
  | { kind: 'asking' }
  /** the shell does not answer; it is asked again */
  | { kind: 'away' }
  | { kind: 'failed'; error: Error }
  | { kind: 'out'; shell: ShellInfo; notice: Refusal | null }
  | { kind: 'in'; shell: ShellInfo; fresh: boolean }

/** Log-in before anything else; a signed-out console comes back here with the reason. */
export function SessionGate({ backend, clock, random }: Props) {
  const { i18n } = useTranslation()
  const [session, setSession] = useState<Session>({ kind: 'asking' })
  useEffect(
    () =>
      askPatiently({
        ask: () => Promise.all([backend.shell(), backend.session()]),
        clock,
        onAnswer: ([shell, user]) =>
          setSession(user === null ? { kind: 'out', shell, notice: null } : { kind: 'in', shell, fresh: false }),
        onWaiting: () => setSession({ kind: 'away' }),
        onError: (error) => setSession({ kind: 'failed', error }),
      }),
    [backend, clock],
  )
  const [signingIn, setSigningIn] = useState(false)
  const repairing = useRepairing(backend, clock, session.kind === 'asking' || signingIn)
  const signIn = useCallback(
    (credentials: Credentials) => {
      setSigningIn(true)
      return backend.signIn(credentials).finally(() => setSigningIn(false))
    },
    [backend],
  )
  useConsoleAhead()
  const chooseLanguage = useCallback(
    (language: Locale) => {
      rememberLanguage(language)
      void switchLanguage(i18n, language)
    },
    [i18n],
  )
  const leave = useCallback(
    (notice: Refusal | null) =>
      setSession((last) => ('shell' in last ? { kind: 'out', shell: last.shell, notice } : last)),
    [],
  )
  if (session.kind === 'failed') throw session.error
  if (session.kind === 'asking') return repairing ? <ShellAway repairing /> : null
  if (session.kind === 'away') return <ShellAway />
  const { shell } = session
  if (session.kind === 'in') {
    return (
      <Suspense fallback={null}>
        <ConsoleGate
          backend={backend}
          shell={shell}
          clock={clock}
          random={random}
          freshLogIn={session.fresh}
          onSignedOut={leave}
        />
      </Suspense>
    )
  }
  return (
    <Suspense fallback={null}>
      <LoginPage
        backend={{ signIn }}
        shell={shell}
        repairing={repairing}
        notice={session.notice}
        language={Locale.parse(i18n.language)}
        onLanguage={chooseLanguage}
        onSignedIn={() => setSession({ kind: 'in', shell, fresh: true })}
      />
    </Suspense>
  )
}

/** The console is fetched with the first key or click on the log-in page: it is there when the log-in is answered. */
function useConsoleAhead(): void {
  useEffect(() => {
    const fetchAhead = () => void loadConsole()
    window.addEventListener('keydown', fetchAhead, { once: true })
    window.addEventListener('pointerdown', fetchAhead, { once: true })
    return () => {
      window.removeEventListener('keydown', fetchAhead)
      window.removeEventListener('pointerdown', fetchAhead)
    }
  }, [])
}
