import { useState } from 'react'
import { useConsoleTools, useDispatch } from '#renderer/state/console-context.tsx'
import type { ConsultTarget, TransferTarget } from '#shared/protocol/call.ts'
import type { LiveCommand } from '#shared/protocol/command/live.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { isFree, type Target } from './list-targets.ts'

/** Asks or hands over, once for a double press. The panel closes when the service said yes, and stays to try another. */
export function useHandOver(callId: CallId, onDone: () => void) {
  const dispatch = useDispatch()
  const { store } = useConsoleTools()
  const [busy, setBusy] = useState(false)
  const run = async (command: LiveCommand, target: Target) => {
    if (busy) return
    setBusy(true)
    try {
      // before it rings: the first event of the consult already shows whom
      if (target.kind === 'number') {
        const { number, names } = target
        store.setState({ dialled: { callId, number, names } })
      }
      const answer = await dispatch.live(command)
      if (answer.ok) onDone()
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    ask(target: Target): void {
      const to = readConsultTarget(target)
      if (to !== null && isFree(target)) void run({ type: 'call.consult', callId, to }, target)
    },
    send(target: Target): void {
      if (isFree(target)) void run({ type: 'call.transfer', callId, to: readTransferTarget(target) }, target)
    },
  }
}

/** A queue cannot be asked. */
function readConsultTarget(target: Target): ConsultTarget | null {
  const to = readTransferTarget(target)
  return to.kind === 'queue' ? null : to
}

/** The line as commands name it. */
export function readTransferTarget(target: Target): TransferTarget {
  if (target.kind === 'agent') return { kind: 'agent', userId: target.agent.userId }
  if (target.kind === 'number') return { kind: 'number', number: target.number }
  return { kind: 'queue', queueId: target.queue.queueId }
}
