import { useTranslation } from 'react-i18next'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { ConsultParty } from '#shared/protocol/call.ts'
import type { CallId } from '#shared/protocol/ids.ts'

/** Who is asked: by name, or by the number where only that is known, else by what events tell of it. */
export function usePartyName(callId: CallId, to: ConsultParty | null): string {
  const { t } = useTranslation('call')
  const format = useFormat()
  const formatPhone = usePhoneFormat()
  const directory = useDeskQuery('transfer.directory', {}, { enabled: to?.kind === 'agent' })
  const dialled = useConsole((state) => (state.dialled?.callId === callId ? state.dialled : null))
  if (to === null) return t('consult.somebody')
  if (to.kind === 'number') {
    if (dialled?.number.endsWith(to.tail) !== true) return `…${to.tail}`
    return dialled.names.length > 0 ? format.either(dialled.names) : formatPhone(dialled.number)
  }
  const agent = directory.data?.data.agents.find(({ userId }) => userId === to.userId)
  return agent?.name ?? t('consult.colleague')
}
