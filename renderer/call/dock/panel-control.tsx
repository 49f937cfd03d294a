import IconDialpad from '@tabler/icons-react/dist/esm/icons/IconDialpad.mjs'
import IconTransfer from '@tabler/icons-react/dist/esm/icons/IconTransfer.mjs'
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import { useTranslation } from 'react-i18next'
import { useCallPanel } from '#renderer/call/panel/use-call-panel.ts'
import type { CallPanelKind } from '#renderer/state/console-state.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { CallControl } from './call-control.tsx'

const looks = {
  transfer: { action: 'transfer', icon: IconTransfer },
  consult: { action: 'add-call', icon: IconUserPlus },
  keypad: { action: 'keypad', icon: IconDialpad },
} as const

/** Opens and closes the directory or the keypad. */
export function PanelControl({ callId, kind, disabled }: { callId: CallId; kind: CallPanelKind; disabled: boolean }) {
  const { t } = useTranslation('call')
  const { open, toggle } = useCallPanel(callId)
  return (
    <CallControl
      {...looks[kind]}
      label={t(`live.${kind}`)}
      pressed={open === kind}
      expanded={open === kind}
      disabled={disabled}
      onPress={() => toggle(kind)}
    />
  )
}
