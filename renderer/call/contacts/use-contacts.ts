import { useMemo } from 'react'
import { useDebounced } from '#renderer/search/use-debounced.ts'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { listContacts, type NumberTarget } from './list-contacts.ts'

/** People, not numbers; who is not among them is found by a letter more. */
const MOST_CONTACTS = 8
const NOBODY: readonly NumberTarget[] = []

/** How far the search for what was typed has come. */
export type ContactSearch =
  | { kind: 'idle' }
  | { kind: 'searching' }
  | { kind: 'found'; count: number }
  | { kind: 'failed'; error: Error; retry: () => void }

/**
 * The numbers of customers that fit what is typed, once it stands still. Of a text that was changed meanwhile nothing
 * is shown: whoever stood there could be called for somebody else.
 */
export function useContacts(typed: string): { contacts: readonly NumberTarget[]; search: ContactSearch } {
  const text = typed.trim()
  const settled = useDebounced(text, 120) === text
  const query = useDeskQuery('contact.search', { text, limit: MOST_CONTACTS }, { enabled: text !== '' && settled })
  const found = text === '' ? undefined : query.data?.data.contacts
  const contacts = useMemo(() => (found === undefined ? NOBODY : listContacts(found)), [found])
  return { contacts, search: readSearch() }

  function readSearch(): ContactSearch {
    if (text === '') return { kind: 'idle' }
    if (found !== undefined) return { kind: 'found', count: contacts.length }
    if (query.error === null) return { kind: 'searching' }
    return { kind: 'failed', error: query.error, retry: () => void query.refetch() }
  }
}
