import type { Icon } from '@tabler/icons-react'
import IconCloudUp from '@tabler/icons-react/dist/esm/icons/IconCloudUp.mjs'
import IconHeadset from '@tabler/icons-react/dist/esm/icons/IconHeadset.mjs'
import IconKeyboard from '@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs'
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs'
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs'
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { PaletteAction } from '#renderer/palette/actions.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { servesNoQueue, waitsForNoCall } from '#renderer/state/selectors.ts'
import { useLive } from '#renderer/state/use-live.ts'
import { useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import type { RequestedState } from '#shared/protocol/agent-state.ts'
import { chosenReasons, noQueueLook, reasonIcon, stateLook } from './state-look.ts'
import { useCallActions } from './use-call-actions.ts'

/** How who serves no queue comes back from a break. */
const backAtTheDesk: RequestedState = { kind: 'not_ready', reason: 'signed_in' }

/** What can be done now, each with its key; what the moment does not allow is not listed. */
export function usePaletteActions({
  onShortcuts,
  onSignOut,
}: {
  onShortcuts: () => void
  onSignOut: () => void
}): PaletteAction[] {
  const { t } = useTranslation(['frame', 'search'])
  const navigate = useNavigate()
  const { send, confirmed } = useLive()
  const noQueue = useConsole(servesNoQueue)
  const atTheDesk = useConsole(waitsForNoCall)
  const calls = useCallActions()
  const shortcuts = useShortcutLabel('shortcuts').printed
  const keys = {
    available: useShortcutLabel('available').printed,
    break: useShortcutLabel('break').printed,
    lunch: useShortcutLabel('lunch').printed,
    meeting: useShortcutLabel('meeting').printed,
    training: '',
    paperwork: '',
  }
  const draw = (id: string, label: string, ActionIcon: Icon, run: () => void, printed = ''): PaletteAction => ({
    id,
    label,
    icon: <ActionIcon size={16} aria-hidden="true" />,
    keys: printed,
    run,
  })
  const choose = (state: RequestedState) => () => send({ type: 'agent.set-state', state })
  const available = draw(
    'state-available',
    t('frame:state.available'),
    stateLook.available.icon,
    choose({ kind: 'available' }),
    keys.available,
  )
  const noQueues = draw('state-no-queue', t('frame:state.noQueue'), noQueueLook.icon, choose(backAtTheDesk))
  const states = [
    ...(noQueue ? (atTheDesk ? [] : [noQueues]) : [available]),
    ...chosenReasons.map((reason) =>
      draw(
        `state-${reason}`,
        t(`frame:reason.${reason}`),
        reasonIcon[reason],
        choose({ kind: 'not_ready', reason }),
        keys[reason],
      ),
    ),
  ]
  return [
    ...calls.map((call) => draw(call.id, call.label, call.icon, call.run, call.keys)),
    ...(confirmed ? states : []),
    draw('go-work', t('frame:nav.work'), IconHeadset, () => void navigate({ to: '/work', search: {} })),
    draw(
      'go-customers',
      t('frame:nav.customers'),
      IconUsers,
      () => void navigate({ to: '/customers/{-$customerId}', params: {} }),
    ),
    draw(
      'new-customer',
      t('frame:newCustomer'),
      IconUserPlus,
      () => void navigate({ to: '/customers/{-$customerId}', params: {}, search: { create: true } }),
    ),
    draw('go-unsent', t('frame:nav.unsent'), IconCloudUp, () => void navigate({ to: '/unsent' })),
    draw('go-settings', t('frame:nav.settings'), IconSettings, () => void navigate({ to: '/settings' })),
    draw('shortcuts', t('frame:user.shortcuts'), IconKeyboard, onShortcuts, shortcuts),
    draw('sign-out', t('frame:user.signOut'), IconLogout, onSignOut),
  ]
}
