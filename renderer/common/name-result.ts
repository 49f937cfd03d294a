import type { InteractionView } from '#shared/protocol/view/customer.ts'

/** The word for what became of a call: one that was made and not answered was not missed by anybody here. */
export function nameResult({ direction, result }: Pick<InteractionView, 'direction' | 'result'>) {
  return direction === 'outbound' && result === 'missed' ? 'unreached' : result
}
