/** As deep as a JSON body over HTTP may nest; beyond, whoever walks a frame recursively would fall. */
const MAX_DEPTH = 32

/** Whether a parsed frame nests deeper than any of ours. Walks without recursion, and stops at the first proof. */
export function isTooDeep(frame: unknown): boolean {
  const waiting: { value: unknown; depth: number }[] = [{ value: frame, depth: 1 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue
    if (depth > MAX_DEPTH) return true
    for (const entry of Object.values(value)) {
      if (typeof entry === 'object' && entry !== null) waiting.push({ value: entry, depth: depth + 1 })
    }
  }
  return false
}
