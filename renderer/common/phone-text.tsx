import { useEffect, useState } from 'react'
import { useConsole } from '#renderer/state/console-context.tsx'

type Format = (e164: string, homeRegion: string) => string

// The number plans are 29 kB gzipped: they come after the first paint, the plain number stands until then.
let loaded: Format | null = null
async function loadFormat(): Promise<Format> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min')
  loaded = (e164, homeRegion) => {
    const parsed = parsePhoneNumberFromString(e164)
    if (parsed === undefined) return e164
    return parsed.country === homeRegion ? parsed.formatNational() : parsed.formatInternational()
  }
  return loaded
}

/** Turns E.164 into what people read: national at home, international elsewhere. */
export function usePhoneFormat(): (e164: string) => string {
  const homeRegion = useConsole((state) => state.catalog?.defaultRegion ?? 'US')
  const [format, setFormat] = useState<Format | null>(() => loaded)
  useEffect(() => {
    if (format === null) void loadFormat().then((ready) => setFormat(() => ready))
  }, [format])
  return (e164) => format?.(e164, homeRegion) ?? e164
}

/** A phone number for reading. */
export function PhoneText({ number }: { number: string }) {
  const format = usePhoneFormat()
  return <span className="num">{format(number)}</span>
}
