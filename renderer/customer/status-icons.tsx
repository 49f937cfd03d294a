import type { Icon } from '@tabler/icons-react'
import IconAlertOctagon from '@tabler/icons-react/dist/esm/icons/IconAlertOctagon.mjs'
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs'
import IconBuildingStore from '@tabler/icons-react/dist/esm/icons/IconBuildingStore.mjs'
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs'
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs'
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs'
import IconMessage2 from '@tabler/icons-react/dist/esm/icons/IconMessage2.mjs'
import IconMessageCircle from '@tabler/icons-react/dist/esm/icons/IconMessageCircle.mjs'
import IconPackage from '@tabler/icons-react/dist/esm/icons/IconPackage.mjs'
import IconPhoneIncoming from '@tabler/icons-react/dist/esm/icons/IconPhoneIncoming.mjs'
import IconPhoneOutgoing from '@tabler/icons-react/dist/esm/icons/IconPhoneOutgoing.mjs'
import IconPhoneX from '@tabler/icons-react/dist/esm/icons/IconPhoneX.mjs'
import type { Tone } from '#renderer/ui/tone.ts'
import type { Channel, InteractionView } from '#shared/protocol/view/customer.ts'

/** Beside every coloured word, so that nobody needs to see the colour. */
const toneIcons: Partial<Record<Tone, Icon>> = {
  ok: IconCircleCheck,
  wrap: IconAlertTriangle,
  bad: IconAlertOctagon,
  call: IconClock,
  ring: IconClock,
}

export function StatusIcon({ tone }: { tone: Tone }) {
  const Shape = toneIcons[tone] ?? IconCircleDashed
  return <Shape size={12} aria-hidden="true" />
}

const channelIcons: Record<Channel, Icon> = {
  call: IconPhoneIncoming,
  email: IconMail,
  chat: IconMessageCircle,
  sms: IconMessage2,
  visit: IconBuildingStore,
  order: IconPackage,
}

type Contact = Pick<InteractionView, 'channel' | 'direction' | 'result'>

export function ChannelIcon({ interaction, size = 16 }: { interaction: Contact; size?: number }) {
  const Shape = pickIcon(interaction)
  return <Shape size={size} aria-hidden="true" />
}

function pickIcon({ channel, direction, result }: Contact): Icon {
  if (channel !== 'call') return channelIcons[channel]
  if (result !== 'handled' && result !== 'open') return IconPhoneX
  return direction === 'outbound' ? IconPhoneOutgoing : IconPhoneIncoming
}
