import type { Icon } from '@tabler/icons-react'
import IconMicrophoneOff from '@tabler/icons-react/dist/esm/icons/IconMicrophoneOff.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconPhoneOff from '@tabler/icons-react/dist/esm/icons/IconPhoneOff.mjs'
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useLive } from '#renderer/state/use-live.ts'
import { useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { findActiveCall, isMuted } from '#shared/domain/desk/selectors.ts'

type CallAction = { id: string; label: string; icon: Icon; keys: string; run: () => void }

/** What the palette offers for the ring or the call at hand. */
export function useCallActions(): CallAction[] {
  const { t } = useTranslation('frame')
  const { send, confirmed } = useLive()
  const offerId = useConsole((state) => state.projection.offer?.facts.offerId)
  const entry = useConsole((state) => findActiveCall(state.projection))
  const keys = {
    answer: useShortcutLabel('answer').printed,
    mute: useShortcutLabel('mute').printed,
    hold: useShortcutLabel('hold').printed,
    end: useShortcutLabel('end').printed,
  }
  if (!confirmed) return []
  if (entry === null) {
    if (offerId === undefined) return []
    const run = () => send({ type: 'call.answer', offerId })
    return [{ id: 'answer', label: t('action.answer'), icon: IconPhone, keys: keys.answer, run }]
  }
  const { callId, answeredAt, heldSince, controls } = entry.call
  const end: CallAction = {
    id: 'end',
    label: t('action.end'),
    icon: IconPhoneOff,
    keys: keys.end,
    run: () => send({ type: 'call.hang-up', callId }),
  }
  if (answeredAt === null) return [end]
  const mute: CallAction = {
    id: 'mute',
    label: t('action.mute'),
    icon: IconMicrophoneOff,
    keys: keys.mute,
    run: () => send({ type: isMuted(entry) ? 'call.unmute' : 'call.mute', callId }),
  }
  const hold: CallAction = {
    id: 'hold',
    label: t('action.hold'),
    icon: IconPlayerPause,
    keys: keys.hold,
    run: () => send({ type: heldSince === null ? 'call.hold' : 'call.resume', callId }),
  }
  return [...(controls.mute ? [mute] : []), ...(controls.hold ? [hold] : []), end]
}
