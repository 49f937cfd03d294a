import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { CountryCode } from 'libphonenumber-js'
import { useCallback } from 'react'
import { useConsole } from '#renderer/state/console-context.tsx'

/** Whether central will be able to read a number typed at this site. */
export function useReadsNumber(): (raw: string) => boolean {
  const region = useConsole((state) => state.catalog?.defaultRegion)
  return useCallback(
    (raw) => parsePhoneNumberFromString(raw, region as CountryCode | undefined)?.isPossible() === true,
    [region],
  )
}
