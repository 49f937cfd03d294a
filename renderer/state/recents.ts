import { z } from 'zod'

/** What the agent chose lately in the palette, newest first: kept on the desk, never at central. */
export const Recent = z.object({
  kind: z.enum(['action', 'customer', 'article']),
  id: z.string().max(100),
  label: z.string().max(200),
})
export type Recent = z.infer<typeof Recent>

const kept = 8

/** The list with `used` moved to its front. */
export function addRecent(recents: readonly Recent[], used: Recent): Recent[] {
  return [used, ...recents.filter((one) => one.kind !== used.kind || one.id !== used.id)].slice(0, kept)
}
