import { Button } from '@mantine/core'
import IconAlertOctagon from '@tabler/icons-react/dist/esm/icons/IconAlertOctagon.mjs'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconPlugConnectedX from '@tabler/icons-react/dist/esm/icons/IconPlugConnectedX.mjs'
import { useTranslation } from 'react-i18next'
import { usePlace } from '#renderer/common/use-place.ts'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { isInCall } from '#renderer/state/selectors.ts'
import { formatClock } from '#renderer/ui/format/duration.ts'
import { useNow } from '#renderer/ui/now.tsx'
import { Banner } from './banner.tsx'

/** After this long the banner turns red and says what is safe. */
const patienceMs = 30_000

/** Under the top bar: what is wrong with the connection, what it means for the call, and the way out of it. */
export function LinkBanner({ onSignInAgain }: { onSignInAgain: () => void }) {
  const { t } = useTranslation('frame')
  const link = useConsole((state) => state.link)
  const reach = useConsole((state) => state.reach)
  const dispatch = useDispatch()
  if (reach.kind === 'lost') return <DeskLost since={reach.since} />
  if (link.kind === 'offline') return <Offline since={link.since} />
  if (link.kind === 'fenced') {
    const takeOver = () => void dispatch.local({ type: 'desk.take-over' })
    return (
      <Banner
        tone="wrap"
        icon={<IconAlertTriangle size={16} />}
        action={<Button onClick={takeOver}>{t('banner.takeOver')}</Button>}
      >
        {t('banner.fenced')}
      </Banner>
    )
  }
  if (link.kind === 'expired') {
    return (
      <Banner
        tone="bad"
        icon={<IconAlertOctagon size={16} />}
        action={<Button onClick={onSignInAgain}>{t('banner.signIn')}</Button>}
      >
        {t('banner.expired')}
      </Banner>
    )
  }
  return null
}

function Offline({ since }: { since: number }) {
  const { t } = useTranslation('frame')
  const now = useNow()
  const waiting = useConsole((state) => state.sync.waiting)
  const inCall = useConsole(isInCall)
  const place = usePlace()
  const offset = useConsole((state) => state.clockOffsetMs)
  // `since` was read from the desk's clock, `now` is central's
  const gone = now - offset - since
  const time = formatClock(gone)
  if (gone < patienceMs) {
    return (
      <Banner tone="wrap" icon={<IconPlugConnectedX size={16} />}>
        {t('banner.reconnecting', { time })} · {t(inCall ? 'banner.callContinues' : 'banner.canWork')}
      </Banner>
    )
  }
  return (
    <Banner tone="bad" icon={<IconAlertOctagon size={16} />}>
      <b>{t('banner.offline', { time })}</b> · {t('banner.safe', { count: waiting, place })}
      {inCall && ` ${t('banner.callUnconfirmed')}`}
    </Banner>
  )
}

function DeskLost({ since }: { since: number }) {
  const { t } = useTranslation('frame')
  const now = useNow()
  const offset = useConsole((state) => state.clockOffsetMs)
  return (
    <Banner tone="bad" icon={<IconAlertOctagon size={16} />}>
      {t('banner.deskLost', { time: formatClock(now - offset - since) })}
    </Banner>
  )
}
