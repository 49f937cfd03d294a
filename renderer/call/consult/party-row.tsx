import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconBellRinging from '@tabler/icons-react/dist/esm/icons/IconBellRinging.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs'
import { useTranslation } from 'react-i18next'
import { longHoldMs } from '#renderer/call/dock/hold-time.tsx'
import { useNow } from '#renderer/ui/now.tsx'
import { Timer } from '#renderer/ui/timer.tsx'
import styles from './party-row.module.css'
import type { PartyPlace } from './read-parties.ts'

const looks = {
  talking: { tone: 'call', icon: IconPhone },
  held: { tone: 'hold', icon: IconPlayerPause },
  ringing: { tone: 'ring', icon: IconBellRinging },
} as const

/** One party of the call: who, what they hear now in an icon and a word, and for how long. */
export function PartyRow({ name, detail, place }: { name: string; detail?: string; place: PartyPlace }) {
  const { t } = useTranslation('call')
  const long = useNow() - place.since >= longHoldMs && place.state === 'held'
  const { tone, icon } = looks[place.state]
  const PlaceIcon = long ? IconAlertTriangle : icon
  return (
    <li className={styles.party} data-tone={long ? 'wrap' : tone} data-quiet={place.state === 'held' || undefined}>
      <PlaceIcon size={16} aria-hidden="true" />
      <span className={styles.who}>
        <b className="truncate">{name}</b>
        {detail !== undefined && <span className="small muted truncate">{detail}</span>}
      </span>
      <span className={styles.place}>
        {t(`consult.place.${place.state}`)} <Timer since={place.since} />
      </span>
    </li>
  )
}
