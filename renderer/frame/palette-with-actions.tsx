import type { ComponentProps } from 'react'
import { Palette } from '#renderer/palette/palette.tsx'
import { usePaletteActions } from './use-palette-actions.tsx'

type Props = Omit<ComponentProps<typeof Palette>, 'actions'> & { onShortcuts: () => void; onSignOut: () => void }

/** Reads what can be done now, which changes with every ring: not before somebody has opened the palette. */
export function PaletteWithActions({ onShortcuts, onSignOut, ...rest }: Props) {
  return <Palette {...rest} actions={usePaletteActions({ onShortcuts, onSignOut })} />
}
