import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'

/** When somebody left a message: today the time, else the day. */
export function LeftTime({ at }: { at: number }) {
  const format = useFormat()
  const now = useNow(60_000)
  const today = new Date(at).toDateString() === new Date(now).toDateString()
  return <time>{today ? format.time(at) : format.day(at, now)}</time>
}
