import type { Icon } from '@tabler/icons-react'
import IconBellRinging from '@tabler/icons-react/dist/esm/icons/IconBellRinging.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconPhoneOutgoing from '@tabler/icons-react/dist/esm/icons/IconPhoneOutgoing.mjs'
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs'
import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { useCallerName } from '#renderer/common/use-caller-name.ts'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { Episode } from '#renderer/state/selectors.ts'
import type { Tone } from '#renderer/ui/tone.ts'
import { type DeskPhase, findActiveCall, readPhase } from '#shared/domain/desk/selectors.ts'
import { WorkRow } from './work-row.tsx'

type Look = { tone: Tone; icon: Icon; word: 'ringing' | 'connecting' | 'calling' | 'live' | 'onHold' | 'wrapUp' }
const live: Look = { tone: 'call', icon: IconPhone, word: 'live' }
const calling: Look = { tone: 'call', icon: IconPhoneOutgoing, word: 'calling' }
const looks: Record<DeskPhase, Look> = {
  idle: live,
  ringing: { tone: 'ring', icon: IconBellRinging, word: 'ringing' },
  // the agent's own leg is not up yet: saying "live" would be a guess
  connecting: { tone: 'call', icon: IconPhone, word: 'connecting' },
  live,
  held: { tone: 'hold', icon: IconPlayerPause, word: 'onHold' },
  wrap_up: { tone: 'wrap', icon: IconPencil, word: 'wrapUp' },
}

/** The conversation at hand, always the first row. */
export function EpisodeRow({ episode, current, onOpen }: { episode: Episode; current: boolean; onOpen: () => void }) {
  const { t } = useTranslation('work')
  const label = useLabel()
  const name = useCallerName(episode.customerId, episode.picture)
  const phase = useConsole((state) => readPhase(state.projection))
  const queue = useConsole((state) => state.catalog?.queues.find((one) => one.queueId === episode.queueId))
  const made = useConsole((state) => findActiveCall(state.projection)?.call.direction === 'outbound')
  const { tone, icon: Icon, word } = phase === 'connecting' && made ? calling : looks[phase]
  const detail = [t(`episode.${word}`), queue === undefined ? null : label(queue.name)]
  if (episode.picture !== null && episode.picture.callsToday > 1) {
    detail.push(t('callsToday', { count: episode.picture.callsToday }))
  }
  return (
    <WorkRow
      tone={tone}
      icon={<Icon size={16} />}
      name={name}
      detail={joinParts(...detail)}
      aside={t('now')}
      current={current}
      onOpen={onOpen}
    />
  )
}
