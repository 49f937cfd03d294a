import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { makePart } from '#renderer/common/make-part.tsx'
import { PanelBoundary } from '#renderer/common/panel-boundary.tsx'
import { Skeletons } from '#renderer/ui/skeletons.tsx'
import type { CallFacts } from '#shared/protocol/call.ts'
import { useCallPanel } from './use-call-panel.ts'

const { Part: TransferPanel } = makePart(async () => (await import('./transfer-panel.tsx')).TransferPanel)
const { Part: KeypadPanel } = makePart(async () => (await import('./keypad-panel.tsx')).KeypadPanel)

/** The directory or the keypad of a call, fetched when first asked for. */
export function CallPanel({ call }: { call: CallFacts }) {
  const { t } = useTranslation('common')
  const { open, close } = useCallPanel(call.callId)
  if (open === null) return null
  return (
    <PanelBoundary>
      <Suspense fallback={<Skeletons rows={5} height={40} label={t('loading')} />}>
        {open === 'keypad' ? (
          <KeypadPanel callId={call.callId} onClose={close} />
        ) : (
          <TransferPanel key={open} call={call} mode={open} onClose={close} />
        )}
      </Suspense>
    </PanelBoundary>
  )
}
