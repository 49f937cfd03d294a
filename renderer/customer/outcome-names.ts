import { Locale } from '#shared/protocol/scalars.ts'
import type { Catalog, Label } from '#shared/protocol/view/catalog.ts'

/** A catalog label in the language on screen. */
export function readLabel(label: Label, locale: string): string {
  const known = Locale.safeParse(locale)
  return label[known.success ? known.data : 'en']
}

/** The name of an outcome; its code when the catalog no longer has it. */
export function nameOutcome(catalog: Catalog | null, code: string, locale: string): string {
  const option = catalog?.dispositions.find((one) => one.code === code)
  return option ? readLabel(option.label, locale) : code
}

/** The whole path of a reason, as Billing › Surcharge dispute. */
export function nameReason(catalog: Catalog | null, code: string, locale: string): string {
  const names: string[] = []
  const seen = new Set<string>()
  let next: string | null = code
  while (next !== null && !seen.has(next)) {
    seen.add(next)
    const option = catalog?.reasons.find((one) => one.code === next)
    names.unshift(option ? readLabel(option.label, locale) : next)
    next = option?.parent ?? null
  }
  return names.join(' › ')
}

/** Reasons that can be chosen: the leaves, with their path. */
export function listReasons(catalog: Catalog | null, locale: string): { value: string; label: string }[] {
  if (!catalog) return []
  const parents = new Set(catalog.reasons.map((one) => one.parent))
  return catalog.reasons
    .filter((one) => !parents.has(one.code))
    .map((one) => ({ value: one.code, label: nameReason(catalog, one.code, locale) }))
}
