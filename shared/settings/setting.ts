import { z } from 'zod'

/** One thing a site can set: by environment, by flag, or left at its default. Values arrive as text. */
export type Setting<S extends z.ZodType<unknown, string>> = {
  env: string
  flag: string
  /** what stands behind the flag in `--help`; null for a switch */
  placeholder: string | null
  fallback: string
  /** how the default reads when it is not simply the value */
  fallbackText?: string
  /** completes "NAME must be …" */
  expects: string
  description: string
  /** never printed, not even when it is wrong */
  secret?: boolean
  schema: S
}

export function defineSetting<S extends z.ZodType<unknown, string>>(setting: Setting<S>): Setting<S> {
  return setting
}

const TRUE = ['1', 'true', 'yes', 'on']
const FALSE = ['0', 'false', 'no', 'off']

/** A switch: 1/0, true/false, yes/no, on/off. */
export const Switch = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .refine((text) => TRUE.includes(text) || FALSE.includes(text))
  .transform((text) => TRUE.includes(text))

/** A whole number within bounds. */
export function wholeNumber(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max)
}

/** A text, or null when it is empty. */
export const OptionalText = z.string().transform((text) => (text === '' ? null : text))

/** An http(s) address without a trailing slash, or null when it is empty. */
export const OptionalHttpUrl = z
  .string()
  .refine((text) => text === '' || /^https?:\/\/[^/\s?#]+[^\s?#]*$/.test(text))
  .transform((text) => (text === '' ? null : text.replace(/\/+$/, '')))

/** Web origins, separated by commas. */
export const Origins = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
  )
  .refine((origins) => origins.every((origin) => /^https?:\/\/[^/\s?#]+$/.test(origin)))

/** A time zone name that this machine knows; empty for the machine's own. */
export const TimeZone = z
  .string()
  .refine((zone) => zone === '' || isTimeZone(zone))
  .transform((zone) => (zone === '' ? new Intl.DateTimeFormat('en').resolvedOptions().timeZone : zone))

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
