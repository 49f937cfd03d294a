import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { countDays } from '#renderer/ui/format/date.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { CustomerProfile } from '#shared/protocol/view/customer.ts'
import type { MatchReason } from '#shared/protocol/view/ring.ts'
import styles from './identity-header.module.css'
import { IdentityMarks } from './identity-marks.tsx'
import { StatusIcon } from './status-icons.tsx'
import { TierChip } from './tier-chip.tsx'
import { stageTone } from './tones.ts'
import { formatDays } from './when.ts'

/** A renewal is news this many days ahead. */
const renewalDays = 60

type Props = {
  profile: CustomerProfile
  /** edits of this desk are still on their way */
  edited: boolean
  /** how the caller was recognised, during a call */
  matched: MatchReason | null
  actions: ReactNode
}

/** Who this is. Stays on screen in every tab. */
export function IdentityHeader({ profile, edited, matched, actions }: Props) {
  const { t } = useTranslation('customer')
  const work = [profile.company, profile.jobTitle].filter((part) => part !== null && part !== '')
  return (
    <header className={styles.header}>
      <Avatar name={profile.name} size={52} />
      <div className={styles.main}>
        <div className={styles.line1}>
          <h1 className={styles.name} title={profile.name}>
            {profile.name}
          </h1>
          <TierChip tier={profile.tier} />
          <RenewalOrStage profile={profile} />
          {edited && (
            <Chip tone="wrap" icon={<StatusIcon tone="wrap" />}>
              {t('header.editWaiting')}
            </Chip>
          )}
        </div>
        <p className={styles.line2}>{work.length > 0 ? work.join(' · ') : t(`kind.${profile.kind}`)}</p>
      </div>
      <div className={styles.actions}>{actions}</div>
      <IdentityMarks profile={profile} matched={matched} />
    </header>
  )
}

function RenewalOrStage({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  const days = profile.renewalAt === null ? null : countDays(profile.renewalAt, now)
  if (profile.renewalAt !== null && days !== null && days >= 0 && days <= renewalDays) {
    return (
      <Chip tone="accent" icon={<IconRefresh size={12} aria-hidden="true" />}>
        {t('header.renewal', { when: formatDays(days, format.locale) })}
      </Chip>
    )
  }
  const tone = stageTone[profile.lifecycleStage]
  return (
    <Chip tone={tone} icon={<StatusIcon tone={tone} />}>
      {t(`stage.${profile.lifecycleStage}`)}
    </Chip>
  )
}
