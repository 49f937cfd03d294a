import type { Icon } from '@tabler/icons-react'
import IconBellRinging from '@tabler/icons-react/dist/esm/icons/IconBellRinging.mjs'
import IconBrowserX from '@tabler/icons-react/dist/esm/icons/IconBrowserX.mjs'
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs'
import IconCoffee from '@tabler/icons-react/dist/esm/icons/IconCoffee.mjs'
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import IconHeadsetOff from '@tabler/icons-react/dist/esm/icons/IconHeadsetOff.mjs'
import IconMicrophoneOff from '@tabler/icons-react/dist/esm/icons/IconMicrophoneOff.mjs'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconPhoneOff from '@tabler/icons-react/dist/esm/icons/IconPhoneOff.mjs'
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs'
import IconSchool from '@tabler/icons-react/dist/esm/icons/IconSchool.mjs'
import IconToolsKitchen2 from '@tabler/icons-react/dist/esm/icons/IconToolsKitchen2.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import IconWifiOff from '@tabler/icons-react/dist/esm/icons/IconWifiOff.mjs'
import type { Tone } from '#renderer/ui/tone.ts'
import type { AgentState, NotReadyReason } from '#shared/protocol/agent-state.ts'

export type StateKind = AgentState['kind'] | 'held'

/** Colour and icon of each state; the word stands beside them, for two of the colours look alike to some. */
export const stateLook: Record<StateKind, { tone: Tone; icon: Icon }> = {
  offline: { tone: 'idle', icon: IconCircleDashed },
  available: { tone: 'ok', icon: IconCircleCheck },
  offered: { tone: 'ring', icon: IconBellRinging },
  on_call: { tone: 'call', icon: IconPhone },
  held: { tone: 'hold', icon: IconPlayerPause },
  wrap_up: { tone: 'wrap', icon: IconPencil },
  not_ready: { tone: 'idle', icon: IconCoffee },
  unreachable: { tone: 'idle', icon: IconWifiOff },
}

/** Not a state of central's: at the desk, and in no queue from which a call could come. */
export const noQueueLook: { tone: Tone; icon: Icon } = { tone: 'idle', icon: IconHeadsetOff }

export const reasonIcon: Record<NotReadyReason, Icon> = {
  signed_in: IconCircleDashed,
  no_answer: IconPhoneOff,
  declined: IconPhoneOff,
  after_call: IconCircleDashed,
  window_closed: IconBrowserX,
  phone_down: IconMicrophoneOff,
  break: IconCoffee,
  lunch: IconToolsKitchen2,
  meeting: IconUsers,
  training: IconSchool,
  paperwork: IconFileText,
}

/** What an agent may choose in the menu, in its order; the first four have keys. */
export const chosenReasons = ['break', 'lunch', 'meeting', 'training', 'paperwork'] as const satisfies NotReadyReason[]
