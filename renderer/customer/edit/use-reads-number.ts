import { useCallback } from 'react'
import { useConsole } from '#renderer/state/console-context.tsx'
import { normalisePhone } from '#shared/domain/phone-number.ts'

/** Whether a number typed at this site can be read, by the rule central uses. */
export function useReadsNumber(): (raw: string) => boolean {
  const region = useConsole((state) => state.catalog?.defaultRegion ?? '')
  return useCallback((raw) => normalisePhone(raw, region) !== null, [region])
}
