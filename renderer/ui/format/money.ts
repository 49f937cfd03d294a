import { numberFormat } from './keep-formats.ts'

type Money = { minor: number; currency: string }

/** How many minor digits a currency has, once asked: `resolvedOptions` builds a list of everything at every call. */
const digitsByCurrency = new Map<string, number>()

/** Money in minor units, e.g. {minor: 128400, currency: 'EUR'} → €1,284.00. */
export function formatMoney(money: Money, locale: string): string {
  return moneyFormat(money, locale, {}).format(inMajor(money))
}

/** The same without cents, for facts. */
export function formatMoneyRounded(money: Money, locale: string): string {
  return moneyFormat(money, locale, { maximumFractionDigits: 0 }).format(inMajor(money))
}

function moneyFormat({ currency }: Money, locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return numberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...options })
}

function inMajor({ minor, currency }: Money): number {
  const known = digitsByCurrency.get(currency)
  const digits =
    known ?? numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  digitsByCurrency.set(currency, digits)
  return minor / 10 ** digits
}

export function formatPercent(percent: number, locale: string): string {
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100)
}

export function formatNumber(value: number, locale: string): string {
  return numberFormat(locale, {}).format(value)
}
