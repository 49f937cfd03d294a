import IconCrown from '@tabler/icons-react/dist/esm/icons/IconCrown.mjs'
import { useTranslation } from 'react-i18next'
import { Chip } from '#renderer/ui/chip.tsx'
import type { CustomerProfile } from '#shared/protocol/view/customer.ts'
import { tierTone } from './tones.ts'

/** The customer's value tier; nothing for the standard one, which is no news. */
export function TierChip({ tier }: { tier: CustomerProfile['tier'] }) {
  const { t } = useTranslation('common')
  if (tier === 'standard') return null
  return (
    <Chip tone={tierTone[tier]} icon={<IconCrown size={12} aria-hidden="true" />}>
      {t(`tier.${tier}`)}
    </Chip>
  )
}
