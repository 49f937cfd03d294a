import { useEffect } from 'react'
import { fetchConversation } from '#renderer/call/call-column.tsx'
import { fetchBarStatus } from './top-bar.tsx'
import { fetchCustomer } from './work-centre.tsx'

/** What a ring needs is fetched behind the first screen, the ready check or the frame: the first ring waits for no file. */
export function useFetchAhead(): void {
  useEffect(() => {
    Promise.all([fetchBarStatus(), fetchConversation(), fetchCustomer()]).catch((error: unknown) => {
      // asked for again, and told on its panel, when it is needed
      console.warn('the files of the call screen did not come ahead', error)
    })
  }, [])
}
