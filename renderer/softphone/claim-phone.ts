/** After this the window that has the telephone is taken to stay. */
const briefMs = 400

type Options = {
  locks: Pick<LockManager, 'request'> | undefined
  userId: string
  schedule: (delayMs: number, task: () => void) => () => void
  onClaimed: () => void
  onElsewhere: () => void
}

/**
 * One window of a browser is the telephone: two would register over each other and one of them would answer unheard.
 * The next takes over when the first is closed or reloaded. Returns the release.
 */
export function claimPhone({ locks, userId, schedule, onClaimed, onElsewhere }: Options): () => void {
  if (locks === undefined) {
    onClaimed()
    return () => {}
  }
  const waiting = new AbortController()
  const cancel = schedule(briefMs, onElsewhere)
  let release = () => waiting.abort()
  locks
    .request(`ringdesk.phone.${userId}`, { signal: waiting.signal }, () => {
      cancel()
      onClaimed()
      return new Promise<void>((resolve) => {
        release = resolve
      })
    })
    .catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
    })
  return () => {
    cancel()
    release()
  }
}
