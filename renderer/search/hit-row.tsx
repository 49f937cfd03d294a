// biome-ignore-all lint/a11y/useSemanticElements: drawn rows are moved by transform, which table rows do not take
// biome-ignore-all lint/a11y/useFocusableInteractive: in this grid the row takes the focus, not its cells

import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { TierChip } from '#renderer/customer/tier-chip.tsx'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { SearchHit } from '#shared/protocol/query/query.ts'
import styles from './search-results.module.css'

type Props = {
  hit: SearchHit
  index: number
  offset: number
  compact: boolean
  inTabOrder: boolean
  selected: boolean
  onOpen: () => void
}

/** One customer of a list: who, number, place, why they are here. */
export function HitRow({ hit, index, offset, compact, inTabOrder, selected, onOpen }: Props) {
  const { t } = useTranslation('search')
  const format = useFormat()
  const now = useNow(60_000)
  const formatPhone = usePhoneFormat()
  const { customer, matched } = hit
  const work = joinParts(customer.company, customer.jobTitle)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      tabIndex={inTabOrder ? 0 : -1}
      className={`${styles.row} ${compact ? styles.compact : ''}`}
      style={{ transform: `translateY(${offset}px)` }}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
        event.preventDefault()
        onOpen()
      }}
    >
      <div role="gridcell" className={styles.who}>
        <Avatar name={customer.name} size={32} />
        <div className={styles.names}>
          <div className="truncate">
            <b>{customer.name}</b>
          </div>
          <div className={styles.workLine}>
            <TierChip tier={customer.tier} />
            {work !== '' && <span className="muted small truncate">{work}</span>}
          </div>
        </div>
      </div>
      <div role="gridcell" className="num truncate">
        {customer.phone === null ? '–' : formatPhone(customer.phone)}
      </div>
      {!compact && (
        <div role="gridcell" className="truncate">
          {customer.city ?? '–'}
        </div>
      )}
      <div role="gridcell">
        <Chip tone="accent">{t(`matched.${matched}`)}</Chip>
      </div>
      {!compact && (
        <div role="gridcell" className="muted truncate">
          {customer.lastContactAt === null ? t('list.never') : format.moment(customer.lastContactAt, now)}
        </div>
      )}
    </div>
  )
}
