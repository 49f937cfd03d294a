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

/** No file or token has control characters in it; a path with NUL would throw wherever it is opened. */
export const PlainText = z
  .string()
  .max(1000)
  .refine((text) => !/\p{Cc}/u.test(text) && text.isWellFormed())

/** A text, or null when it is empty. */
export const OptionalText = PlainText.transform((text) => (text === '' ? null : text))

/** An http(s) address without a trailing slash, or null when it is empty. */
export const OptionalHttpUrl = z
  .string()
  .refine((text) => text === '' || isHttpAddress(text))
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
  .refine((origins) => origins.every((origin) => isHttpAddress(origin) && !/^https?:\/\/.*\//.test(origin)))

const TWILIO_PHONES = ['wss://*.twilio.com', 'https://eventgw.twilio.com']
const PHONE_ORIGIN = /^(wss:\/\/[A-Za-z0-9.-]{1,253}|ws:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?$/

/** Where softphones connect to: origins of WebSockets, and the word `twilio` for that provider's. */
export const PhoneOrigins = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ''),
  )
  .refine((origins) => origins.every((origin) => origin === 'twilio' || PHONE_ORIGIN.test(origin)))
  .transform((origins) => origins.flatMap((origin) => (origin === 'twilio' ? TWILIO_PHONES : [origin])))

/** A name in Asterisk's configuration files. */
export const AsteriskName = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/)

/** Where SIP is spoken over WebSocket; in plain text only on this computer. */
export const OptionalSocketUrl = z
  .string()
  .regex(/^((wss:\/\/[A-Za-z0-9.-]{1,253}|ws:\/\/(localhost|127\.0\.0\.1))(:\d{1,5})?(\/[^\s?#]{0,200})?)?$/)
  .refine((text) => Number(/:(\d+)/.exec(text)?.[1] ?? 0) <= 65_535)
  .transform((text) => (text === '' ? null : text))

/** Servers for ICE, separated by commas. */
export const IceUrls = z
  .string()
  .max(2_000)
  .transform((text) => text.split(',').flatMap((url) => url.trim() || []))
  .refine((urls) => urls.length <= 10 && urls.every((url) => /^(stuns?|turns?):[^\s,]{1,280}$/.test(url)))

/** A name, number or [IPv6] of a host, a port that exists, and then anything a path may hold. */
function isHttpAddress(text: string): boolean {
  const found = HTTP_ADDRESS.exec(text)
  return found !== null && Number(found[1] ?? 0) <= 65_535
}

const HOST = /[A-Za-z0-9](?:[A-Za-z0-9._-]{0,250}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\]/.source
/** everything printable but `?` and `#` */
const PATH = /\/[\x21-\x22\x24-\x3e\x40-\x7e]{0,1000}/.source
const HTTP_ADDRESS = new RegExp(`^https?://(?:${HOST})(?::(\\d{1,5}))?(?:${PATH})?$`)

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
