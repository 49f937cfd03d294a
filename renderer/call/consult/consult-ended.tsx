import { Button } from '@mantine/core'
import IconPhoneX from '@tabler/icons-react/dist/esm/icons/IconPhoneX.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from '#renderer/call/dock/live-dock.module.css'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useLive } from '#renderer/state/use-live.ts'
import type { CallFacts } from '#shared/protocol/call.ts'
import { usePartyName } from './use-party-name.ts'

/** Why nobody else is on the call any more, when that was not this agent's doing; the customer may still be waiting. */
export function ConsultEnded({ call }: { call: CallFacts }) {
  const { consultEnded, heldSince } = call
  // a page that was opened since tells it only while somebody waits for what follows
  const saw = useConsole((state) => state.asked?.callId === call.callId)
  if (consultEnded === null || consultEnded === 'canceled' || consultEnded === 'completed') return null
  if (!saw && heldSince === null) return null
  return <EndedBox call={call} ended={consultEnded} />
}

type Ended = Exclude<CallFacts['consultEnded'], null | 'canceled' | 'completed'>

/** Read once: gone when the customer is back, for the facts tell of the last consult as long as the call goes on. */
function EndedBox({ call, ended }: { call: CallFacts; ended: Ended }) {
  const { t } = useTranslation('call')
  const { send, busy, confirmed } = useLive()
  const party = useConsole((state) => (state.asked?.callId === call.callId ? state.asked.party : null))
  const name = usePartyName(call.callId, party)
  const { heldSince, controls, callId } = call
  const held = heldSince !== null
  const [waiting, setWaiting] = useState<'no' | 'yes' | 'over'>('no')
  if (held && waiting === 'no') setWaiting('yes')
  if (!held && waiting === 'yes') setWaiting('over')
  if (waiting === 'over') return null
  return (
    <div className={styles.ended} data-tone="wrap">
      <span role="status">
        <IconPhoneX size={16} aria-hidden="true" />
        {t(`consult.ended.${ended}`, { name })}
      </span>
      {held && controls.hold && (
        <Button loading={busy} disabled={!confirmed} onClick={() => send({ type: 'call.resume', callId })}>
          {t('consult.back')}
        </Button>
      )}
    </div>
  )
}
