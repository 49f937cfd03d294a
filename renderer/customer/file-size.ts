const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** 1.4 MB in the language on screen. */
export function formatBytes(bytes: number, locale: string): string {
  let value = bytes
  let step = 0
  while (value >= 1000 && step < units.length - 1) {
    value /= 1000
    step += 1
  }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && step > 0 ? 1 : 0,
  }).format(value)
}
