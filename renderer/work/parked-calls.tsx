import { Button } from '@mantine/core'
import IconParking from '@tabler/icons-react/dist/esm/icons/IconParking.mjs'
import IconPhonePlus from '@tabler/icons-react/dist/esm/icons/IconPhonePlus.mjs'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { isolateText, joinParts } from '#renderer/common/isolate-text.ts'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useLive } from '#renderer/state/use-live.ts'
import { mayPickUp, useNextParked, useParked } from '#renderer/state/use-parked.ts'
import { useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { useNow } from '#renderer/ui/now.tsx'
import { Timer } from '#renderer/ui/timer.tsx'
import { ToneIcon } from '#renderer/ui/tone-icon.tsx'
import type { ParkedCall } from '#shared/protocol/view/floor.ts'
import styles from './parked-calls.module.css'

/** So long before it rings at the queue a call shows that its time is nearly over. */
const SOON_MS = 30_000

/** Customers who hear music until somebody picks them up; not there while there are none. */
export function ParkedCalls() {
  const { t } = useTranslation('work')
  const title = useId()
  const parked = useParked()
  const next = useNextParked().call?.callId
  return (
    <>
      <span role="status" className="visually-hidden">
        {parked.length > 0 && t('parked.count', { count: parked.length })}
      </span>
      {parked.length > 0 && (
        <section className={styles.parked} aria-labelledby={title}>
          <h3 id={title}>{t('parked.title')}</h3>
          <ul>
            {parked.map((call) => (
              <ParkedRow key={call.callId} call={call} isNext={call.callId === next} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** Who waits, in which queue, parked by whom and since when. `isNext`: the one that the key picks up. */
function ParkedRow({ call, isNext }: { call: ParkedCall; isNext: boolean }) {
  const { t } = useTranslation('work')
  const label = useLabel()
  const { t: common } = useTranslation('common')
  const formatPhone = usePhoneFormat()
  const { send, busy, confirmed } = useLive()
  const free = useConsole((state) => mayPickUp(state, call.callId))
  const isMine = useConsole((state) => state.user.userId === call.parkedBy)
  const queue = useConsole((state) => state.catalog?.queues.find((one) => one.queueId === call.queueId))
  const keys = useShortcutLabel('pick-up')
  const soon = useNow() > call.returnsAt - SOON_MS
  const number = call.phone === null ? common('withheldCaller') : formatPhone(call.phone)
  const name = call.customerName ?? number
  const by = isMine ? t('parked.byYou') : t('parked.by', { name: isolateText(call.parkedByName) })
  const detail = joinParts(queue === undefined ? null : label(queue.name), by)
  return (
    <li className={styles.row} title={`${isolateText(name)} · ${detail}`}>
      <ToneIcon tone={soon ? 'wrap' : 'hold'}>
        <IconParking size={16} />
      </ToneIcon>
      <span className={styles.body}>
        <span className={styles.first}>
          <b className="truncate">{name}</b>
          <span className={styles.since} data-tone={soon ? 'wrap' : 'hold'}>
            {soon && <span className="visually-hidden">{t('parked.soon')} </span>}
            <Timer since={call.parkedAt} label={t('parked.since')} />
          </span>
        </span>
        <span className={`${styles.detail} truncate`}>{detail}</span>
      </span>
      <Button
        className={styles.pick}
        size="compact-sm"
        variant="default"
        loading={busy}
        disabled={!confirmed || !free}
        aria-keyshortcuts={isNext ? keys.aria : undefined}
        leftSection={<IconPhonePlus size={15} aria-hidden="true" />}
        rightSection={isNext ? <KeyCap keys={keys.printed} /> : undefined}
        onClick={() => send({ type: 'call.pick-up', callId: call.callId })}
      >
        {t('parked.pickUp')}
        <span className="visually-hidden"> {name}</span>
      </Button>
    </li>
  )
}
