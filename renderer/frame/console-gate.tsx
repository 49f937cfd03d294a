import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ZodError } from 'zod'
import type { Backend } from '#renderer/backend/backend.ts'
import { tell } from '#renderer/common/tell.ts'
import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { makeRouter } from '#renderer/router.tsx'
import { useFollowedPhone } from '#renderer/softphone/use-followed-phone.ts'
import { type Console, ConsoleProvider } from '#renderer/state/console-context.tsx'
import { startConsole } from '#renderer/state/start-console.ts'
import { ErrorState } from '#renderer/ui/error-state.tsx'
import { NowProvider } from '#renderer/ui/now.tsx'
import { Skeletons } from '#renderer/ui/skeletons.tsx'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { ShellInfo } from '#shared/protocol/desk-port.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import styles from './shell-away.module.css'
import { useFetchAhead } from './use-fetch-ahead.ts'

const ReadyCheck = lazy(async () => ({ default: (await import('#renderer/login/ready-check.tsx')).ReadyCheck }))

type Props = {
  backend: Backend
  shell: ShellInfo
  clock: Clock
  random: Random
  /** the agent has just logged in: the ready check comes first */
  freshLogIn: boolean
  onSignedOut: (reason: Refusal | null) => void
}
type Loading = { kind: 'loading' } | { kind: 'ready'; tools: Console } | { kind: 'failed'; error: Error }

/** Opens the desk of the signed-in user and shows the console over it. */
export function ConsoleGate({ backend, shell, clock, random, freshLogIn, onSignedOut }: Props) {
  const { t } = useTranslation(['frame', 'cards'])
  const say = useLatest(useRefusalText())
  const cardMasked = useLatest(t('cards:masked'))
  const [loading, setLoading] = useState<Loading>({ kind: 'loading' })
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` starts it again
  useEffect(() => {
    let stop = () => {}
    let gone = false
    startConsole({
      backend,
      shell,
      clock,
      random,
      onRefusal: (refusal) => tell.bad(say.current(refusal)),
      onMasked: () => tell.ok(cardMasked.current),
      onSignedOut,
    })
      .then((started) => {
        if (gone) return started.stop()
        stop = started.stop
        setLoading({ kind: 'ready', tools: started.tools })
      })
      .catch((error: Error) => setLoading({ kind: 'failed', error }))
    return () => {
      gone = true
      stop()
    }
  }, [backend, shell, clock, random, onSignedOut, say, cardMasked, attempt])

  if (loading.kind === 'ready') return <RunningConsole tools={loading.tools} clock={clock} freshLogIn={freshLogIn} />
  if (loading.kind === 'loading') return <Skeletons rows={6} height={52} label={t('start.loading')} />
  const retry = () => {
    setLoading({ kind: 'loading' })
    setAttempt(attempt + 1)
  }
  return (
    <main className={styles.centre}>
      <ErrorState
        text={t('start.failed')}
        code={nameFailure(loading.error)}
        retryLabel={t('start.retry')}
        onRetry={retry}
      />
    </main>
  )
}

/** What can be told on the telephone: of an answer that is not understood only which part of it. */
function nameFailure(error: Error): string {
  if (error instanceof ZodError) return `bad_answer ${error.issues[0]?.path.join('.') ?? ''}`
  return error.message.slice(0, 120)
}

type RunningProps = { tools: Console; clock: Clock; freshLogIn: boolean }

function RunningConsole({ tools, clock, freshLogIn }: RunningProps) {
  const [checking, setChecking] = useState(freshLogIn)
  useFetchAhead(clock)
  useFollowedPhone(tools)
  const finishCheck = useCallback(() => setChecking(false), [])
  const router = useMemo(makeRouter, [])
  // times on screen are central's: due times and timers must agree with it, not with this computer's clock
  const source = useMemo(
    () => ({ now: () => clock.now() + tools.store.getState().clockOffsetMs, schedule: clock.schedule }),
    [clock, tools],
  )
  return (
    <ConsoleProvider value={tools}>
      <QueryClientProvider client={tools.queryClient}>
        <NowProvider source={source}>
          {checking ? (
            <Suspense fallback={null}>
              <ReadyCheck onDone={finishCheck} />
            </Suspense>
          ) : (
            <RouterProvider router={router} />
          )}
        </NowProvider>
      </QueryClientProvider>
    </ConsoleProvider>
  )
}

/** A ref that always holds the newest value: for callbacks that live longer than one render. */
function useLatest<T>(value: T) {
  const ref = useRef(value)
  useEffect(() => {
    ref.current = value
  })
  return ref
}
