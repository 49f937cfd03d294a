import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useContacts } from '#renderer/call/contacts/use-contacts.ts'
import { readTypedNumber } from '#renderer/common/read-typed-number.ts'
import { useLabel } from '#renderer/common/use-label.ts'
import { useSpell } from '#renderer/palette/use-spell.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { listTargets } from './list-targets.ts'
import { useFavourites } from './use-favourites.ts'

/** States and waiting times change while one looks. */
const freshMs = 5_000

/** The directory as far as it fits what was typed, looked up anew while the panel is open. */
export function useTargets(typed: string, withQueues: boolean) {
  const { i18n } = useTranslation()
  const label = useLabel()
  const spell = useSpell(i18n.language)
  const homeRegion = useConsole((state) => state.catalog?.defaultRegion ?? 'US')
  const query = useDeskQuery('transfer.directory', {}, { everyMs: freshMs })
  const { favourites, owners, settled } = useFavourites()
  const { contacts, search } = useContacts(typed)
  const directory = query.data?.data
  const number = useMemo(() => readTypedNumber(typed, homeRegion), [typed, homeRegion])
  const targets = useMemo(
    () => listTargets({ directory, favourites, owners, contacts, typed, number, spell, label, withQueues }),
    [directory, favourites, owners, contacts, typed, number, spell, label, withQueues],
  )
  return { query, search, number, targets, settled }
}
