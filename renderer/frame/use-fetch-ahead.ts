import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchConversation } from '#renderer/call/call-column.tsx'
import type { Clock } from '#shared/domain/clock.ts'
import { Locale } from '#shared/protocol/scalars.ts'
import { fetchRest } from './fetch-rest.ts'
import { fetchBarStatus } from './top-bar.tsx'
import { fetchCustomer } from './work-centre.tsx'

/** By then the first screen stands and its data is there. */
const restAfterMs = 3_000

/**
 * What a ring needs is fetched behind the first screen, the ready check or the frame: the first ring waits for no
 * file. Everything else follows: a shell that is gone or was replaced by a newer one has no file to give.
 */
export function useFetchAhead(clock: Clock): void {
  const { i18n } = useTranslation()
  useEffect(() => {
    let stop = () => {}
    let gone = false
    const warn = (error: unknown) => {
      // asked for again, and told on its panel, when it is needed
      console.warn('a file of the console did not come ahead:', String(error))
    }
    Promise.all([fetchBarStatus(), fetchConversation(), fetchCustomer()])
      .then(() => {
        if (!gone) stop = clock.schedule(restAfterMs, () => void fetchRest(Locale.parse(i18n.language)).catch(warn))
      })
      .catch(warn)
    return () => {
      gone = true
      stop()
    }
  }, [clock, i18n])
}
