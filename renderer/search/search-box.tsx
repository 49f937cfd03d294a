import { CloseButton, TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useMaskedText } from '#renderer/cards/use-masked-text.ts'

type Props = {
  value: string
  onChange: (text: string) => void
  /** id of the grid that Arrow down enters */
  resultsId: string
  /** first in a dialog, which gives the focus itself */
  autoFocus?: boolean
  /** takes the focus when this becomes true: nothing else is to be done on its page */
  takesFocus?: boolean
}

/** Where the agent types whatever they know of a customer. */
export function SearchBox({ value, onChange, resultsId, autoFocus = false, takesFocus = false }: Props) {
  const { t } = useTranslation('search')
  const masked = useMaskedText(value, onChange)
  const field = masked.ref
  useEffect(() => {
    if (takesFocus) field.current?.focus()
  }, [takesFocus, field])
  return (
    <TextInput
      type="search"
      role="searchbox"
      size="sm"
      aria-label={t('box.label')}
      placeholder={t('box.placeholder')}
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      data-autofocus={autoFocus || undefined}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        value === '' ? null : <CloseButton size="sm" aria-label={t('box.clear')} onClick={() => onChange('')} />
      }
      value={value}
      {...masked}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          const first = document.getElementById(resultsId)?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')
          if (!first) return
          event.preventDefault()
          if (event.key === 'Enter') first.click()
          else first.focus()
        }
        if (event.key === 'Escape' && value !== '') {
          event.preventDefault()
          onChange('')
        }
      }}
    />
  )
}
