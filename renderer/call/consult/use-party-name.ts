import { useTranslation } from 'react-i18next'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import type { ConsultParty } from '#shared/protocol/call.ts'
import type { CallId } from '#shared/protocol/ids.ts'

/** Who is asked: by name, or by the number where this console dialled it, else by what events tell of it. */
export function usePartyName(callId: CallId, to: ConsultParty | null): string {
  const { t } = useTranslation('call')
  const formatPhone = usePhoneFormat()
  const directory = useDeskQuery('transfer.directory', {}, { enabled: to?.kind === 'agent' })
  const dialled = useConsole((state) => (state.dialled?.callId === callId ? state.dialled.number : null))
  if (to === null) return t('consult.somebody')
  if (to.kind === 'number') return dialled?.endsWith(to.tail) === true ? formatPhone(dialled) : `…${to.tail}`
  const agent = directory.data?.data.agents.find(({ userId }) => userId === to.userId)
  return agent?.name ?? t('consult.colleague')
}
