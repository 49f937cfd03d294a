import { Textarea } from '@mantine/core'
import { type RefObject, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutcomeForm } from '#renderer/call/use-outcome-form.ts'
import { useSteadyCaret } from '#renderer/cards/use-steady-caret.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { FieldLabel } from './field-label.tsx'
import { SavedMark } from './saved-mark.tsx'

const maxLength = 20_000

/** The notes: every pause is saved, and the mark says when. */
export function NotesField({ form, inputRef }: { form: OutcomeForm; inputRef: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation('call')
  const id = useId()
  const { draft, edit } = form
  const format = useFormat()
  const keepCaret = useSteadyCaret(inputRef, draft.note)
  return (
    <div>
      <FieldLabel id={`${id}-label`} htmlFor={id} text={t('notes.label')} aside={<SavedMark form={form} />} />
      <Textarea
        id={id}
        ref={inputRef}
        value={draft.note}
        placeholder={t('notes.placeholder')}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={maxLength}
        onChange={(event) => {
          keepCaret()
          edit({ note: event.currentTarget.value })
        }}
      />
      <div role="status" className="small muted">
        {draft.note.length >= maxLength && t('notes.full', { most: format.number(maxLength) })}
      </div>
    </div>
  )
}
