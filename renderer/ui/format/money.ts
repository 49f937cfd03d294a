import { numberFormat } from './keep-formats.ts'

/** Money in minor units, e.g. {minor: 128400, currency: 'EUR'} → €1,284.00. */
export function formatMoney(money: { minor: number; currency: string }, locale: string): string {
  const format = numberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
  })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(money.minor / 10 ** digits)
}

/** The same without cents, for facts. */
export function formatMoneyRounded(money: { minor: number; currency: string }, locale: string): string {
  const digits = numberFormat(locale, { style: 'currency', currency: money.currency }).resolvedOptions()
  return numberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(money.minor / 10 ** (digits.maximumFractionDigits ?? 2))
}

export function formatPercent(percent: number, locale: string): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100)
}

export function formatNumber(value: number, locale: string): string {
  return numberFormat(locale, {}).format(value)
}
