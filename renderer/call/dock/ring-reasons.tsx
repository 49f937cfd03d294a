import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs'
import IconHelpCircle from '@tabler/icons-react/dist/esm/icons/IconHelpCircle.mjs'
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs'
import IconShieldCheck from '@tabler/icons-react/dist/esm/icons/IconShieldCheck.mjs'
import { useTranslation } from 'react-i18next'
import type { RingPicture } from '#shared/protocol/view/ring.ts'
import styles from './ring-reasons.module.css'

/** Why we think it is this caller, how often they called, who served them last. */
export function RingReasons({ picture }: { picture: RingPicture }) {
  const { t } = useTranslation('call')
  const { match, callsToday, lastAgentName } = picture
  return (
    <ul className={styles.reasons}>
      {match.kind === 'known' && (
        <li data-tone="ok">
          <IconShieldCheck size={15} aria-hidden="true" />
          {t(`match.${match.reason}`)}
        </li>
      )}
      {(match.kind === 'unknown' || match.kind === 'withheld') && (
        <li data-tone="wrap">
          <IconHelpCircle size={15} aria-hidden="true" />
          {t(`match.${match.kind}`)}
        </li>
      )}
      <li data-tone={callsToday > 1 ? 'wrap' : 'idle'}>
        <IconHistory size={15} aria-hidden="true" />
        {t('callsToday', { count: callsToday })}
      </li>
      {lastAgentName !== null && (
        <li data-tone="idle">
          <IconClock size={15} aria-hidden="true" />
          {t('lastAgent', { name: lastAgentName })}
        </li>
      )}
    </ul>
  )
}
