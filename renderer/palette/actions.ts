import type { ReactNode } from 'react'

/** One thing the palette can do besides finding people, contacts and articles. The frame hands them over. */
export type PaletteAction = {
  id: string
  label: string
  icon: ReactNode
  /** printed on a key cap; empty when the action has none */
  keys: string
  run: () => void
}
