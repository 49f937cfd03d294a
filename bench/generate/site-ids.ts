/** The n-th thing of its kind, always the same and sorting by n: a UUIDv7 whose dice are the number itself. */
export function makeSiteId(
  kind: 'customer' | 'order' | 'interaction' | 'note' | 'disposition' | 'case',
  n: number,
): string {
  // 2022-01-01 onwards, a second apart: inserted in the order of the primary key, as ids made over time are
  const time = (1_640_995_200_000 + n * 1_000).toString(16).padStart(12, '0')
  const tail = (mix(n, KINDS[kind]) * 65_536 + (mix(n + 7, KINDS[kind]) & 0xffff)).toString(16).padStart(12, '0')
  const middle = (mix(n + 13, KINDS[kind]) & 0xfff).toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${middle}-8${KINDS[kind].toString(16).padStart(3, '0')}-${tail}`
}

const KINDS = { customer: 1, order: 2, interaction: 3, note: 4, disposition: 5, case: 6 } as const

/** 32 bits that look like dice. */
function mix(n: number, salt: number): number {
  let mixed = Math.imul((n + 1) ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** Coprime to ten: multiplying by it walks through all endings without meeting one twice. */
const STRIDE = 387_420_489

/** The three phones of customer n: two mainland mobiles and one of Taiwan; no number belongs to two customers. */
export function makeSitePhones(n: number): [string, string, string] {
  const nine = String((n * STRIDE) % 1_000_000_000).padStart(9, '0')
  const other = String(((n + 5_000_011) * STRIDE) % 1_000_000_000).padStart(9, '0')
  const eight = String((n * 48_271) % 100_000_000).padStart(8, '0')
  return [`+8613${nine}`, `+8618${other}`, `+8869${eight}`]
}
