import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay, formatFull, formatMoment, formatMonth, formatSecond, formatTime } from './date.ts'
import { formatDuration } from './duration.ts'
import { listFormat } from './keep-formats.ts'
import { formatMoney, formatMoneyRounded, formatNumber, formatPercent } from './money.ts'
import { formatRelative } from './relative.ts'

type Money = { minor: number; currency: string }

/** The formatters bound to the language on screen. */
export function useFormat() {
  const locale = useTranslation().i18n.language
  return useMemo(
    () => ({
      locale,
      money: (money: Money) => formatMoney(money, locale),
      moneyRounded: (money: Money) => formatMoneyRounded(money, locale),
      percent: (percent: number) => formatPercent(percent, locale),
      number: (value: number) => formatNumber(value, locale),
      /** of several it is one, nobody knows which */
      either: (items: readonly string[]) => listFormat(locale, { type: 'disjunction' }).format(items),
      list: (items: readonly string[]) => listFormat(locale, { type: 'conjunction' }).format(items),
      duration: (durationMs: number) => formatDuration(durationMs, locale),
      time: (at: number, timeZone?: string) => formatTime(at, locale, timeZone),
      second: (at: number) => formatSecond(at, locale),
      day: (at: number, now: number) => formatDay(at, now, locale),
      month: (at: number) => formatMonth(at, locale),
      full: (at: number) => formatFull(at, locale),
      moment: (at: number, now: number) => formatMoment(at, now, locale),
      relative: (at: number, now: number) => formatRelative(at, now, locale),
    }),
    [locale],
  )
}
