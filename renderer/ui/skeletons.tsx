import { Skeleton } from '@mantine/core'
import { useDelayed } from './use-delayed.ts'

/** Grey lines of the final size; nothing at all in the first 150 ms, so that fast answers do not flicker. */
export function Skeletons({ rows, height, label }: { rows: number; height: number; label: string }) {
  const visible = useDelayed(150)
  return (
    <div role="status" aria-label={label} style={{ display: 'grid', gap: 8, opacity: visible ? 1 : 0 }}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <Skeleton key={row} height={height} radius="sm" />
      ))}
    </div>
  )
}
