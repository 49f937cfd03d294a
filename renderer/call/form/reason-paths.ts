import type { Catalog, Label } from '#shared/protocol/view/catalog.ts'

type Reason = Catalog['reasons'][number]

/** Every leaf of the tree with the labels above it, in the tree's own order. Only leaves can be chosen. */
export function listReasonPaths(reasons: readonly Reason[]): { code: string; path: Label[] }[] {
  const byCode = new Map(reasons.map((reason) => [reason.code, reason]))
  const parents = new Set(reasons.map((reason) => reason.parent))
  const climb = (reason: Reason): Label[] => {
    const parent = reason.parent === null ? undefined : byCode.get(reason.parent)
    return parent === undefined ? [reason.label] : [...climb(parent), reason.label]
  }
  return reasons
    .filter((reason) => !parents.has(reason.code))
    .map((reason) => ({ code: reason.code, path: climb(reason) }))
}
