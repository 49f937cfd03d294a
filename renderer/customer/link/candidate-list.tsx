import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { TierChip } from '#renderer/customer/tier-chip.tsx'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { useNow } from '#renderer/ui/now.tsx'
import type { CustomerSummary } from '#shared/protocol/view/customer.ts'
import type { MatchReason } from '#shared/protocol/view/ring.ts'
import styles from './caller-panel.module.css'

type Candidate = { reason: MatchReason; customer: CustomerSummary }
type Props = { candidates: readonly Candidate[]; onPick: (customer: CustomerSummary) => void }

/** People who may be calling, each with why; the digit chooses while the list has the focus. */
export function CandidateList({ candidates, onPick }: Props) {
  return (
    <ol
      className={styles.list}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
        const chosen = /^[1-9]$/.test(event.key) ? candidates[Number(event.key) - 1] : undefined
        if (!chosen) return
        event.preventDefault()
        onPick(chosen.customer)
      }}
    >
      {candidates.map((candidate, index) => (
        <li key={candidate.customer.customerId}>
          <Choice candidate={candidate} digit={index + 1} onPick={onPick} />
        </li>
      ))}
    </ol>
  )
}

function Choice({ candidate, digit, onPick }: { candidate: Candidate; digit: number; onPick: Props['onPick'] }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  const { customer, reason } = candidate
  const place = joinParts(customer.company, customer.city)
  const last = customer.lastContactAt
  return (
    <button type="button" className={styles.choice} onClick={() => onPick(customer)} aria-keyshortcuts={String(digit)}>
      <KeyCap keys={String(digit)} />
      <Avatar name={customer.name} size={36} />
      <span className={styles.who}>
        <span className={styles.name}>
          <b>{customer.name}</b>
          <TierChip tier={customer.tier} />
        </span>
        {place !== '' && <span className="muted small">{place}</span>}
        <span className="muted small">
          {t(`match.${reason}`)}
          {last !== null && ` · ${t('candidates.lastContact', { when: format.moment(last, now) })}`}
        </span>
      </span>
    </button>
  )
}
