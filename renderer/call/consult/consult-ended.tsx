import { Button } from '@mantine/core'
import IconPhoneX from '@tabler/icons-react/dist/esm/icons/IconPhoneX.mjs'
import { useTranslation } from 'react-i18next'
import styles from '#renderer/call/dock/live-dock.module.css'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useLive } from '#renderer/state/use-live.ts'
import type { CallFacts } from '#shared/protocol/call.ts'
import { usePartyName } from './use-party-name.ts'

/** Why nobody else is on the call any more, when that was not this agent's doing; the customer may still be waiting. */
export function ConsultEnded({ call }: { call: CallFacts }) {
  const { t } = useTranslation('call')
  const { send, busy, confirmed } = useLive()
  const party = useConsole((state) => (state.asked?.callId === call.callId ? state.asked.party : null))
  const name = usePartyName(call.callId, party)
  const { consultEnded, heldSince, controls, callId } = call
  if (consultEnded === null || consultEnded === 'canceled' || consultEnded === 'completed') return null
  return (
    <div className={styles.ended} data-tone="wrap">
      <span role="status">
        <IconPhoneX size={16} aria-hidden="true" />
        {t(`consult.ended.${consultEnded}`, { name })}
      </span>
      {heldSince !== null && controls.hold && (
        <Button loading={busy} disabled={!confirmed} onClick={() => send({ type: 'call.resume', callId })}>
          {t('consult.back')}
        </Button>
      )}
    </div>
  )
}
