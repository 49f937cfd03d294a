import { Skeleton } from '@mantine/core'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { NeededField } from '#renderer/call/build-paperwork.ts'
import type { OutcomeForm as Form } from '#renderer/call/use-outcome-form.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useShortcut } from '#renderer/state/use-shortcut.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { FollowUpFields } from './follow-up-fields.tsx'
import { NotesField } from './notes-field.tsx'
import styles from './outcome-form.module.css'
import { OutcomeTiles } from './outcome-tiles.tsx'
import { SuggestedArticles } from './suggested-articles.tsx'

// the searchable list comes with the first outcome that asks for a reason
const ReasonSelect = lazy(async () => ({ default: (await import('./reason-select.tsx')).ReasonSelect }))

type Props = {
  form: Form
  missing: readonly NeededField[]
  /** how often saving was not possible: from the first on the missing fields are shown as errors */
  failedSaves: number
  /** the call was just answered and the agent wants to write at once */
  startInNotes?: boolean
  onOpenArticle: (articleId: string) => void
}

/** Notes, outcome, reason and follow-up. Needed fields are marked from the start, not after the call. */
export function OutcomeForm({ form, missing, failedSaves, startInNotes = false, onOpenArticle }: Props) {
  const { t } = useTranslation('call')
  const catalog = useConsole((state) => state.catalog)
  const notes = useRef<HTMLTextAreaElement>(null)
  const outcome = useRef<HTMLDivElement>(null)
  const fields = useRef<HTMLDivElement>(null)
  useShortcut('notes', () => notes.current?.focus())
  useShortcut('outcome', () => outcome.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus())
  const showErrors = failedSaves > 0
  const latestMissing = useRef(missing)
  latestMissing.current = missing
  useEffect(() => {
    // at the attempt only: a form that is emptied after it was saved must not call the focus back
    if (failedSaves === 0) return
    const first =
      latestMissing.current[0] === 'code'
        ? outcome.current?.querySelector<HTMLElement>('[tabindex="0"]')
        : fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    // below the fold of a small screen nobody would see what is asked for; the focus brings it into view
    first?.focus()
  }, [failedSaves])
  useEffect(() => {
    if (startInNotes) notes.current?.focus()
  }, [startInNotes])
  const { draft, edit } = form
  const option = catalog?.dispositions.find((one) => one.code === draft.code)
  const lacks = (field: NeededField) => missing.includes(field)
  return (
    <div ref={fields} className={`${styles.form} scroll-y`}>
      <NotesField form={form} inputRef={notes} />
      {catalog === null && <EmptyState text={t('task.noCatalog')} />}
      {catalog !== null && (
        <>
          <OutcomeTiles
            groupRef={outcome}
            options={catalog.dispositions}
            value={draft.code}
            needed={lacks('code')}
            error={showErrors && lacks('code')}
            onChange={(code) => edit({ code })}
          />
          {(option?.needsReason === true || draft.reasonCode !== null) && (
            <Suspense fallback={<Skeleton height={48} />}>
              <ReasonSelect
                reasons={catalog.reasons}
                value={draft.reasonCode}
                needed={lacks('reasonCode')}
                error={showErrors && lacks('reasonCode')}
                onChange={(reasonCode) => edit({ reasonCode })}
              />
            </Suspense>
          )}
          {option !== undefined && (
            <FollowUpFields
              draft={draft}
              needed={option.needsFollowUp}
              missing={missing}
              showErrors={showErrors}
              onEdit={edit}
            />
          )}
          <SuggestedArticles articles={catalog.articles} reasonCode={draft.reasonCode} onOpen={onOpenArticle} />
        </>
      )}
    </div>
  )
}
