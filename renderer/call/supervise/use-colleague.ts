import { useTranslation } from 'react-i18next'
import { useDeskQuery } from '#renderer/state/queries.ts'
import type { UserId } from '#shared/protocol/ids.ts'

/** Somebody of the same floor by name; until it is known, or when central does not tell, as a colleague. */
export function useColleague(userId: UserId | null): string {
  const { t } = useTranslation('call')
  const directory = useDeskQuery('transfer.directory', {}, { enabled: userId !== null })
  return directory.data?.data.agents.find((agent) => agent.userId === userId)?.name ?? t('consult.colleague')
}
