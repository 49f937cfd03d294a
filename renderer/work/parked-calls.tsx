import IconParking from '@tabler/icons-react/dist/esm/icons/IconParking.mjs'
import IconPhonePlus from '@tabler/icons-react/dist/esm/icons/IconPhonePlus.mjs'
import { useTranslation } from 'react-i18next'
import { isolateText, joinParts } from '#renderer/common/isolate-text.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useLive } from '#renderer/state/use-live.ts'
import { mayPickUp, useNextParked } from '#renderer/state/use-parked.ts'
import { useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { useNow } from '#renderer/ui/now.tsx'
import { Timer } from '#renderer/ui/timer.tsx'
import type { ParkedCall } from '#shared/protocol/view/floor.ts'
import { AsideList, AsideRow } from './aside-list.tsx'
import { useQueueName } from './use-queue-name.ts'
import { useWaitingName } from './use-waiting-name.ts'

/** So long before it rings at the queue a call shows that its time is nearly over. */
const SOON_MS = 30_000

/** Customers who hear music until somebody picks them up. */
export function ParkedCalls({ parked }: { parked: readonly ParkedCall[] }) {
  const { t } = useTranslation('work')
  const next = useNextParked().call?.callId
  return (
    <AsideList title={t('parked.title')}>
      {parked.map((call) => (
        <ParkedRow key={call.callId} call={call} isNext={call.callId === next} />
      ))}
    </AsideList>
  )
}

/** Who waits, in which queue, parked by whom and since when. `isNext`: the one that the key picks up. */
function ParkedRow({ call, isNext }: { call: ParkedCall; isNext: boolean }) {
  const { t } = useTranslation('work')
  const { send, busy, confirmed } = useLive()
  const free = useConsole((state) => mayPickUp(state, call.callId))
  const isMine = useConsole((state) => state.user.userId === call.parkedBy)
  const queue = useQueueName(call.queueId)
  const name = useWaitingName(call)
  const keys = useShortcutLabel('pick-up')
  const soon = useNow() > call.returnsAt - SOON_MS
  const by = isMine ? t('parked.byYou') : t('parked.by', { name: isolateText(call.parkedByName) })
  return (
    <AsideRow
      tone={soon ? 'wrap' : 'hold'}
      icon={<IconParking size={16} />}
      name={name}
      detail={joinParts(queue, by)}
      aside={
        <>
          {soon && <span className="visually-hidden">{t('parked.soon')} </span>}
          <Timer since={call.parkedAt} label={t('parked.since')} />
        </>
      }
      action={{
        label: t('parked.pickUp'),
        loading: busy,
        disabled: !confirmed || !free,
        keys: isNext ? keys.aria : undefined,
        leftSection: <IconPhonePlus size={15} aria-hidden="true" />,
        rightSection: isNext ? <KeyCap keys={keys.printed} /> : undefined,
        onClick: () => send({ type: 'call.pick-up', callId: call.callId }),
      }}
    />
  )
}
