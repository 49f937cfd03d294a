import type { TransferTarget } from '#shared/protocol/call.ts'
import type { PaperworkBody } from '#shared/protocol/command/paperwork.ts'

/** The marks as they are once `bodies`, oldest first, have arrived. */
export function previewFavourites(
  marked: readonly TransferTarget[],
  bodies: readonly PaperworkBody[],
): readonly TransferTarget[] {
  let list = marked
  for (const body of bodies) {
    if (body.type !== 'favourite.set') continue
    const others = list.filter((one) => !isSameTarget(one, body.target))
    if (!body.marked) list = others
    else if (others.length === list.length) list = [...list, body.target]
  }
  return list
}

export function isSameTarget(a: TransferTarget, b: TransferTarget): boolean {
  return a.kind === b.kind && readTargetKey(a) === readTargetKey(b)
}

/** What tells one agent, queue or number from another of its kind. */
export function readTargetKey(target: TransferTarget): string {
  if (target.kind === 'agent') return target.userId
  return target.kind === 'queue' ? target.queueId : target.number
}
