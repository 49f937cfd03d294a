import IconCrown from '@tabler/icons-react/dist/esm/icons/IconCrown.mjs'
import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { PhoneText } from '#renderer/common/phone-text.tsx'
import { useCallerName } from '#renderer/common/use-caller-name.ts'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import type { InteractionId } from '#shared/protocol/ids.ts'
import type { CustomerSummary } from '#shared/protocol/view/customer.ts'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import styles from './ring-caller.module.css'

type Who = Pick<CustomerSummary, 'customerId' | 'name' | 'company' | 'jobTitle' | 'tier'>

/** Name, tier, company and number, as far as they are certain. */
export function RingCaller({ interactionId, picture }: { interactionId: InteractionId; picture: RingPicture }) {
  const { t } = useTranslation('common')
  const episode = useEpisode()
  const customerId = episode?.interactionId === interactionId ? episode.customerId : null
  const name = useCallerName(customerId, picture)
  const who = findWho(picture, customerId)
  const company = joinParts(who?.company, who?.jobTitle)
  return (
    <div className={styles.caller}>
      <Avatar name={who?.name ?? '?'} />
      <div className={styles.text}>
        <div className={styles.name}>
          <b className="truncate">{name}</b>
          {who !== null && who.tier !== 'standard' && (
            <Chip tone="wrap" icon={<IconCrown size={12} aria-hidden="true" />}>
              {t(`tier.${who.tier}`)}
            </Chip>
          )}
        </div>
        {company !== '' && <span className="muted truncate">{company}</span>}
        {who !== null && picture.callerNumber !== null && (
          <span className="muted">
            <PhoneText number={picture.callerNumber} />
          </span>
        )}
      </div>
    </div>
  )
}

function findWho(picture: RingPicture, customerId: string | null): Who | null {
  if (picture.match.kind === 'known') return picture.match.card.profile
  if (picture.match.kind !== 'candidates') return null
  return picture.match.candidates.find((one) => one.customer.customerId === customerId)?.customer ?? null
}
