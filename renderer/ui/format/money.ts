/** Money in minor units, e.g. {minor: 128400, currency: 'EUR'} → €1,284.00. */
export function formatMoney(money: { minor: number; currency: string }, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
  })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(money.minor / 10 ** digits)
}

/** The same without cents, for facts. */
export function formatMoneyRounded(money: { minor: number; currency: string }, locale: string): string {
  const digits = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency }).resolvedOptions()
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(money.minor / 10 ** (digits.maximumFractionDigits ?? 2))
}

export function formatPercent(percent: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100)
}

export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value)
}
