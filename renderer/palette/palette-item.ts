import type { ReactNode } from 'react'

export const paletteGroups = ['recent', 'actions', 'people', 'interactions', 'articles'] as const

/** One line of the palette. `run` leaves the palette first. */
export type PaletteItem = {
  id: string
  group: (typeof paletteGroups)[number]
  label: string
  detail: string
  icon: ReactNode
  keys: string
  run: () => void
}
