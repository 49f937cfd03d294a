import { useEffect, useState } from 'react'
import { useConsole } from '#renderer/state/console-context.tsx'

type Format = (e164: string, homeRegion: string) => string

// The number plans are 29 kB gzipped: they come after the first paint, the plain number stands until then.
let loaded: Format | null = null
async function loadFormat(): Promise<Format> {
  const { parsePhoneNumberFromString } = await import('libphonenumber-js/min')
  loaded = rememberLast((e164, homeRegion) => {
    const parsed = parsePhoneNumberFromString(e164)
    if (parsed === undefined) return e164
    return parsed.country === homeRegion ? parsed.formatNational() : parsed.formatInternational()
  })
  return loaded
}

const remembered = 200

/** A ring shows one number in several places, a list the same ones at every redraw; reading a number plan is slow. */
function rememberLast(format: Format): Format {
  const known = new Map<string, string>()
  return (e164, homeRegion) => {
    const key = `${homeRegion} ${e164}`
    const text = known.get(key) ?? format(e164, homeRegion)
    if (known.size >= remembered) known.clear()
    known.set(key, text)
    return text
  }
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
