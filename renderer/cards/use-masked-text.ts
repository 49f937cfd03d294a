import { type ChangeEvent, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { tell } from '#renderer/common/tell.ts'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { followTyping, showTyping } from '#shared/domain/cards/hold-typing.ts'
import { maskCardNumbers } from '#shared/domain/cards/mask-card-numbers.ts'
import { useSteadyCaret } from './use-steady-caret.ts'

type MaskedText = {
  ref: RefObject<HTMLInputElement | null>
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
  onBlur: () => void
}

/**
 * Masks card numbers in a search field as the person types on elsewhere or leaves it, and says so. Not at once: many a
 * longer number passes through a card's while it is typed. What is asked meanwhile is masked on its way to the desk.
 * While card data are taken every long number is covered as it is typed.
 */
export function useMaskedText(text: string, write: (text: string) => void): MaskedText {
  const { t } = useTranslation('cards')
  const ref = useRef<HTMLInputElement>(null)
  const { drafts } = useConsoleTools()
  const keepCaret = useSteadyCaret(ref, text)
  const show = (typed: string, masked: string) => {
    if (masked !== typed) tell.ok(t('masked'))
    write(masked)
  }
  return {
    ref,
    onChange: (event) => {
      keepCaret()
      const typed = drafts.cover(text, event.currentTarget.value)
      show(typed, showTyping(followTyping(text, typed)))
    },
    onBlur: () => {
      const masked = maskCardNumbers(text)
      if (masked !== text) show(text, masked)
    },
  }
}
