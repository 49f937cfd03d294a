import { UnstyledButton } from '@mantine/core'
import IconPhoneIncoming from '@tabler/icons-react/dist/esm/icons/IconPhoneIncoming.mjs'
import IconPhoneOutgoing from '@tabler/icons-react/dist/esm/icons/IconPhoneOutgoing.mjs'
import IconPhoneX from '@tabler/icons-react/dist/esm/icons/IconPhoneX.mjs'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CallButton } from '#renderer/call/dial/call-button.tsx'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { nameResult } from '#renderer/common/name-result.ts'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { QueryView } from '#renderer/common/query-view.tsx'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { RECENT_CALLS, useDeskQuery } from '#renderer/state/queries.ts'
import { readPendingLink } from '#renderer/state/selectors.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import { ToneIcon } from '#renderer/ui/tone-icon.tsx'
import type { RecentCall } from '#shared/protocol/query/query.ts'
import styles from './recent-calls.module.css'

/** This agent's last calls; one press opens the customer, or asks whose call it was. */
export function RecentCalls() {
  const { t } = useTranslation('call')
  const query = useDeskQuery('calls.recent', RECENT_CALLS)
  return (
    <QueryView query={query} rows={5} rowHeight={44}>
      {({ data }) =>
        data.calls.length === 0 ? (
          <EmptyState text={t('idle.noRecent')} />
        ) : (
          <ul className={styles.list}>
            {data.calls.map((call) => (
              <li key={call.interaction.interactionId} className={styles.line}>
                <RecentRow call={call} />
                {call.number !== null && <CallButton look="icon" number={call.number} customerId={call.customerId} />}
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  )
}

function RecentRow({ call }: { call: RecentCall }) {
  const { t } = useTranslation(['call', 'common'])
  const navigate = useNavigate()
  const format = useFormat()
  const formatPhone = usePhoneFormat()
  const label = useLabel()
  const now = useNow(60_000)
  const { interaction } = call
  const unsent = useConsole((state) => readPendingLink(state.pending, interaction.interactionId))
  const customerId = unsent === undefined ? call.customerId : unsent
  const handled = interaction.result === 'handled' || interaction.result === 'open'
  const name = call.customerName ?? (call.number === null ? t('common:withheldCaller') : formatPhone(call.number))
  const detail = joinParts(
    customerId === null ? t('call:idle.unlinked') : null,
    handled && interaction.durationMs !== null
      ? format.duration(interaction.durationMs)
      : t(`call:result.${nameResult(interaction)}`),
    interaction.queueName && label(interaction.queueName),
  )
  const made = interaction.direction === 'outbound'
  const Icon = !handled ? IconPhoneX : made ? IconPhoneOutgoing : IconPhoneIncoming
  const open = () => {
    if (customerId !== null) void navigate({ to: '/customers/{-$customerId}', params: { customerId } })
    else void navigate({ to: '/work', search: { call: interaction.interactionId } })
  }
  return (
    <UnstyledButton className={styles.row} onClick={open}>
      <ToneIcon tone={handled ? 'call' : 'idle'}>
        <Icon size={16} />
      </ToneIcon>
      <span className={styles.text}>
        <b className="truncate">{name}</b>
        <span className="small muted truncate">{detail}</span>
      </span>
      <time className="small muted">{format.moment(interaction.startedAt, now)}</time>
    </UnstyledButton>
  )
}
