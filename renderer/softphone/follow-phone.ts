import type { Console } from '#renderer/state/console-context.tsx'
import { askDesk } from '#renderer/state/queries.ts'
import { RefusalError } from '#renderer/state/refusal-error.ts'
import { isConfirmed } from '#renderer/state/use-live.ts'
import type { PhoneCredentials } from '#shared/protocol/view/phone.ts'
import type { RunTools } from './run-phone.ts'

type Tools = Pick<Console, 'backend' | 'store' | 'phone' | 'audio' | 'clock' | 'dispatch' | 'onNotice'>

const retryMs = 5_000

/**
 * Finds out once per log-in whether this console is the agent's telephone, and only then loads what it takes. With a
 * desk phone nothing is loaded and nothing shows. Returns the stop.
 */
export function followPhone(tools: Tools, onGone: RunTools['onGone']): () => void {
  let stop = () => {}
  let gone = false
  let settled = false
  let waiting = false
  const begin = async (credentials: Exclude<PhoneCredentials, { kind: 'none' }>) => {
    try {
      const [{ runPhone }, { chooseMedia }] = await Promise.all([
        import('./run-phone.ts'),
        import('./remote/media-link.ts'),
      ])
      if (gone) return
      const media = chooseMedia()
      stop = runPhone(credentials, { ...tools, media, onGone, askCredentials: () => askCredentials(tools) })
    } catch (error) {
      console.error(error)
      tools.phone.setState({ state: { kind: 'failed', problem: 'not_loaded' } })
    }
  }
  const ask = async () => {
    if (waiting || settled || !isConfirmed(tools.store.getState())) return
    waiting = true
    const credentials = await askCredentials(tools)
    if (gone) return
    if (credentials === null) {
      tools.phone.setState({ state: { kind: 'failed', problem: 'credentials' } })
      stop = tools.clock.schedule(retryMs, () => {
        waiting = false
        void ask()
      })
      return
    }
    settled = true
    if (credentials.kind === 'none') return tools.phone.setState({ state: { kind: 'none' } })
    tools.phone.setState({ state: { kind: 'starting' } })
    await begin(credentials)
  }
  const unsubscribe = tools.store.subscribe(() => void ask())
  void ask()
  return () => {
    gone = true
    unsubscribe()
    stop()
  }
}

/**
 * Null while the line cannot be asked. A central that knows no such question has no softphones. Asked past the cache of
 * queries: nothing of the answer stays in memory but with the softphone.
 */
async function askCredentials({ backend }: Tools): Promise<PhoneCredentials | null> {
  try {
    return (await askDesk(backend.desk, 'phone.credentials', {})).data
  } catch (error) {
    if (error instanceof RefusalError && answersNo.has(error.refusal.code)) return { kind: 'none' }
    // an answer that is no answer, or a shell that is away: its words stay out of the log, they might quote a secret
    return null
  }
}

const answersNo: ReadonlySet<string> = new Set(['not_found', 'bad_request', 'forbidden'])
