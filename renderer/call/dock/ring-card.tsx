import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconPhoneIncoming from '@tabler/icons-react/dist/esm/icons/IconPhoneIncoming.mjs'
import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { useRingName } from '#renderer/common/use-ring-name.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useLive } from '#renderer/state/use-live.ts'
import { useShellAction } from '#renderer/state/use-shell-action.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { formatClock } from '#renderer/ui/format/duration.ts'
import { useNow } from '#renderer/ui/now.tsx'
import { CandidatePicker } from './candidate-picker.tsx'
import { DeclineButton } from './decline-button.tsx'
import { RingButton } from './ring-button.tsx'
import { RingCaller } from './ring-caller.tsx'
import styles from './ring-card.module.css'
import { RingCountdown } from './ring-countdown.tsx'
import { RingNotes } from './ring-notes.tsx'
import { RingReasons } from './ring-reasons.tsx'
import type { Offer } from './ring-slot.ts'

/** The ring. A labelled region that never takes the focus: the agent may be typing. */
export function RingCard({ offer, gone }: { offer: Offer; gone: boolean }) {
  const { t } = useTranslation('call')
  const label = useLabel()
  const { facts, picture } = offer
  const queue = useConsole((state) => state.catalog?.queues.find((one) => one.queueId === facts.queueId))
  const nameRing = useRingName()
  const { send, busy, confirmed } = useLive()
  const keys = useShortcutLabel('answer')
  const now = useNow()
  const dead = gone || busy || !confirmed
  const answer = () => send({ type: 'call.answer', offerId: facts.offerId })
  useShortcut('answer', answer, !dead)
  useShellAction('answer', () => {
    if (!dead) answer()
  })
  return (
    <section className={styles.card} data-gone={gone || undefined} aria-label={t('ring.region')}>
      <div className={styles.top}>
        <span className={styles.bell} aria-hidden="true">
          <IconPhoneIncoming size={17} />
        </span>
        <b>{gone ? t('ring.gone') : nameRing(facts.kind, picture.fromAgentName)}</b>
        {queue !== undefined && <Chip tone="accent">{label(queue.name)}</Chip>}
        <span className={styles.waited}>{t('ring.waited', { time: formatClock(now - facts.arrivedAt) })}</span>
      </div>
      <RingCaller interactionId={facts.interactionId} picture={picture} />
      <CandidatePicker interactionId={facts.interactionId} picture={picture} disabled={gone} />
      <RingReasons picture={picture} />
      <RingNotes notes={picture.notes} />
      <div className={styles.buttons}>
        <RingButton
          good
          icon={<IconPhone size={18} aria-hidden="true" />}
          keys={keys}
          disabled={gone || !confirmed}
          busy={busy}
          onClick={answer}
        >
          {t('ring.answer')}
        </RingButton>
        <DeclineButton offerId={facts.offerId} disabled={dead} />
      </div>
      <RingCountdown kind={facts.kind} offeredAt={facts.offeredAt} expiresAt={facts.expiresAt} />
    </section>
  )
}
