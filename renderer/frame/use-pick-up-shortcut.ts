import { useNextParked } from '#renderer/state/use-parked.ts'
import { useShortcut } from '#renderer/state/use-shortcut.ts'

/** The key that picks a parked call up, on whatever page this person is. */
export function usePickUpShortcut(): void {
  const { call, pickUp } = useNextParked()
  useShortcut('pick-up', pickUp, call !== null)
}
