import type { Icon } from '@tabler/icons-react'
import IconArrowBigRightLines from '@tabler/icons-react/dist/esm/icons/IconArrowBigRightLines.mjs'
import IconArrowMerge from '@tabler/icons-react/dist/esm/icons/IconArrowMerge.mjs'
import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs'
import IconDialpad from '@tabler/icons-react/dist/esm/icons/IconDialpad.mjs'
import IconEar from '@tabler/icons-react/dist/esm/icons/IconEar.mjs'
import IconMessage2 from '@tabler/icons-react/dist/esm/icons/IconMessage2.mjs'
import IconMicrophoneOff from '@tabler/icons-react/dist/esm/icons/IconMicrophoneOff.mjs'
import IconParking from '@tabler/icons-react/dist/esm/icons/IconParking.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconPhoneOff from '@tabler/icons-react/dist/esm/icons/IconPhoneOff.mjs'
import IconPhonePlus from '@tabler/icons-react/dist/esm/icons/IconPhonePlus.mjs'
import IconPhoneX from '@tabler/icons-react/dist/esm/icons/IconPhoneX.mjs'
import IconPlayerPause from '@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs'
import IconTransfer from '@tabler/icons-react/dist/esm/icons/IconTransfer.mjs'
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import { useTranslation } from 'react-i18next'
import { useCallPanel } from '#renderer/call/panel/use-call-panel.ts'
import { isolateText } from '#renderer/common/isolate-text.ts'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { ShortcutAction } from '#renderer/state/shortcuts.ts'
import { useLive } from '#renderer/state/use-live.ts'
import { useNextParked } from '#renderer/state/use-parked.ts'
import { useShortcutLabel, useShortcutLabels } from '#renderer/state/use-shortcut.ts'
import { findActiveCall, isMuted } from '#shared/domain/desk/selectors.ts'
import type { SnapshotCall } from '#shared/protocol/snapshot.ts'
import type { ParkedCall } from '#shared/protocol/view/floor.ts'
import { type CallStep, listCallSteps } from './list-call-steps.ts'

type CallAction = { id: string; label: string; icon: Icon; keys: string; run: () => void }

/** `action` null: no key of its own. */
const looks: Record<CallStep, { action: ShortcutAction | null; icon: Icon }> = {
  mute: { action: 'mute', icon: IconMicrophoneOff },
  hold: { action: 'hold', icon: IconPlayerPause },
  park: { action: 'park', icon: IconParking },
  transfer: { action: 'transfer', icon: IconTransfer },
  consult: { action: 'add-call', icon: IconUserPlus },
  keypad: { action: 'keypad', icon: IconDialpad },
  swap: { action: 'hold', icon: IconArrowsExchange },
  merge: { action: 'add-call', icon: IconArrowMerge },
  complete: { action: 'transfer', icon: IconTransfer },
  cancel: { action: 'cancel-consult', icon: IconPhoneX },
  monitor: { action: null, icon: IconEar },
  whisper: { action: null, icon: IconMessage2 },
  barge: { action: null, icon: IconUsersGroup },
  'take-over': { action: 'take-over', icon: IconArrowBigRightLines },
  end: { action: 'end', icon: IconPhoneOff },
  leave: { action: 'end', icon: IconPhoneOff },
}

/** What the palette offers for the ring or the call at hand. */
export function useCallActions(): CallAction[] {
  const { t } = useTranslation('frame')
  const { send, confirmed } = useLive()
  const offerId = useConsole((state) => state.projection.offer?.facts.offerId)
  const entry = useConsole((state) => findActiveCall(state.projection))
  const panel = useCallPanel(entry?.call.callId ?? null)
  const steps = entry === null ? [] : listCallSteps(entry.call)
  const parked = useNextParked()
  const pickUpKeys = useShortcutLabel('pick-up').printed
  const formatPhone = usePhoneFormat()
  const keyed = steps.flatMap((step) => looks[step].action ?? [])
  const keys = useShortcutLabels(['answer', ...keyed])
  const printKey = (action: ShortcutAction | null) =>
    action === null ? '' : (keys[keyed.indexOf(action) + 1]?.printed ?? '')
  if (!confirmed) return []
  if (entry === null) {
    if (offerId === undefined) return parked.call === null ? [] : [drawPickUp(parked.call)]
    const run = () => send({ type: 'call.answer', offerId })
    return [{ id: 'answer', label: t('action.answer'), icon: IconPhone, keys: keys[0]?.printed ?? '', run }]
  }
  function drawPickUp({ customerName, phone }: ParkedCall): CallAction {
    const name = customerName ?? (phone === null ? t('withheldCaller', { ns: 'common' }) : formatPhone(phone))
    const label = t('pickUp', { name: isolateText(name) })
    return { id: 'pick-up', label, icon: IconPhonePlus, keys: pickUpKeys, run: parked.pickUp }
  }
  const run = (step: CallStep) => {
    if (step === 'transfer' || step === 'consult' || step === 'keypad') panel.toggle(step)
    else if (step === 'monitor' || step === 'whisper' || step === 'barge') {
      send({ type: 'call.monitor', callId: entry.call.callId, mode: step })
    } else send({ type: nameCommand(step, entry), callId: entry.call.callId })
  }
  return steps.map((step) => ({
    id: step,
    label: step === 'mute' || step === 'end' ? t(`action.${step}`) : t(`callAction.${step}`),
    icon: looks[step].icon,
    keys: printKey(looks[step].action),
    run: () => run(step),
  }))
}

function nameCommand(
  step: Exclude<CallStep, 'transfer' | 'consult' | 'keypad' | 'monitor' | 'whisper' | 'barge'>,
  entry: SnapshotCall,
) {
  switch (step) {
    case 'mute':
      return isMuted(entry) ? 'call.unmute' : 'call.mute'
    case 'hold':
      return entry.call.heldSince === null ? 'call.hold' : 'call.resume'
    case 'park':
      return 'call.park'
    case 'swap':
      return 'call.swap'
    case 'merge':
      return 'call.merge'
    case 'complete':
      return 'call.complete'
    case 'cancel':
      return 'call.cancel-consult'
    case 'take-over':
      return 'call.take-over'
    case 'end':
    case 'leave':
      return 'call.hang-up'
  }
}
