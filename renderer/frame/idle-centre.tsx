import { Button } from '@mantine/core'
import IconHeadset from '@tabler/icons-react/dist/esm/icons/IconHeadset.mjs'
import IconHeadsetOff from '@tabler/icons-react/dist/esm/icons/IconHeadsetOff.mjs'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { servesNoQueue } from '#renderer/state/selectors.ts'
import { useLive } from '#renderer/state/use-live.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { AgentState, NotReadyReason } from '#shared/protocol/agent-state.ts'
import styles from './idle-centre.module.css'
import { chosenReasons } from './state-look.ts'

/** Nobody to show: says why no call comes, if none does, with the one step that changes it. */
export function IdleCentre() {
  const { t } = useTranslation('frame')
  const state = useConsole((all) => all.projection.state)
  const { send, busy, confirmed } = useLive()
  const goAvailable = () => send({ type: 'agent.set-state', state: { kind: 'available' } })
  const available = state.kind === 'available'
  const noQueue = useConsole(servesNoQueue)
  if (noQueue) return <NoQueue />
  return (
    <div className={styles.centre}>
      <h1 className="visually-hidden">{t('nav.work')}</h1>
      <EmptyState
        icon={<IconHeadset size={28} />}
        text={t(readIdleText(state))}
        action={
          available ? undefined : (
            <Button color="good" loading={busy} disabled={!confirmed} onClick={goAvailable}>
              {t('why.goAvailable')}
            </Button>
          )
        }
      />
    </div>
  )
}

/** No state brings a call to who serves no queue: what can be done instead. */
function NoQueue() {
  const { t } = useTranslation('frame')
  return (
    <div className={styles.centre}>
      <h1 className="visually-hidden">{t('nav.work')}</h1>
      <EmptyState
        icon={<IconHeadsetOff size={28} />}
        text={t('why.noQueue')}
        action={
          <Button variant="default" component={Link} to="/customers/{-$customerId}">
            {t('nav.customers')}
          </Button>
        }
      />
    </div>
  )
}

function isOwnChoice(reason: NotReadyReason): reason is (typeof chosenReasons)[number] {
  return chosenReasons.some((chosen) => chosen === reason)
}

function readIdleText(state: AgentState) {
  if (state.kind === 'available') return 'why.available'
  if (state.kind === 'unreachable') return 'why.lease'
  if (state.kind !== 'not_ready') return 'why.signed_in'
  const { reason } = state
  return isOwnChoice(reason) ? 'why.resting' : (`why.${reason}` as const)
}
