import { type RefObject, useLayoutEffect, useRef } from 'react'

type Field = HTMLInputElement | HTMLTextAreaElement

/**
 * Keeps the caret where it was when a field's text is changed under it (a card number was masked as the person typed
 * on). Call the answer with every change.
 */
export function useSteadyCaret(field: RefObject<Field | null>, text: string): () => void {
  const place = useRef<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs as the text changes, whatever it became
  useLayoutEffect(() => {
    const element = field.current
    if (element && place.current !== null && document.activeElement === element) {
      if (element.selectionStart !== place.current) element.setSelectionRange(place.current, place.current)
    }
    place.current = null
  }, [text])
  return () => {
    place.current = field.current?.selectionStart ?? null
  }
}
