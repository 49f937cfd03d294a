import { Button, Radio, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { buildPaperwork, findMissing } from '#renderer/call/build-paperwork.ts'
import { FollowUpFields } from '#renderer/call/form/follow-up-fields.tsx'
import { type OutcomeDraft, readOutcomeDraft } from '#renderer/call/outcome-draft.ts'
import { listReasons, readLabel } from '#renderer/customer/outcome-names.ts'
import type { OutcomeRow } from '#renderer/customer/pending.ts'
import { SidePanel } from '#renderer/customer/side-panel.tsx'
import { useConsole, useConsoleTools, useDispatch } from '#renderer/state/console-context.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { InteractionId } from '#shared/protocol/ids.ts'
import { OutcomeHistory } from './outcome-history.tsx'

type Props = { interactionId: InteractionId; outcome: OutcomeRow; onClose: () => void }

/** Replaces a saved outcome. The replaced one stays in the history below. */
export default function CorrectOutcome({ interactionId, outcome, onClose }: Props) {
  const { t } = useTranslation('customer')
  const { locale } = useFormat()
  const dispatch = useDispatch()
  const { newId } = useConsoleTools()
  const catalog = useConsole((state) => state.catalog)
  const [draft, setDraft] = useState<OutcomeDraft>(() =>
    readOutcomeDraft({ code: outcome.code, reasonCode: outcome.reasonCode, followUpId: newId() }),
  )
  const [asked, setAsked] = useState(false)
  const edit = (changes: Partial<OutcomeDraft>) => setDraft({ ...draft, ...changes })
  const same =
    draft.code === outcome.code && draft.reasonCode === outcome.reasonCode && draft.followUpTitle.trim() === ''
  // the follow-up of an outcome that stays was made with it
  const needsFollowUp =
    draft.code !== outcome.code && catalog?.dispositions.find((one) => one.code === draft.code)?.needsFollowUp === true
  const missing = (catalog === null ? [] : findMissing(draft, catalog, true)).filter(
    (field) => needsFollowUp || !field.startsWith('followUp'),
  )

  async function save(): Promise<void> {
    setAsked(true)
    if (missing.length > 0) return
    const answer = await dispatch.paperwork(buildPaperwork(interactionId, draft))
    if (answer.ok) onClose()
  }

  return (
    <SidePanel title={t('outcome.title')} onClose={onClose}>
      <p className="muted">{t('outcome.explain')}</p>
      <Radio.Group label={t('outcome.code')} value={draft.code} onChange={(code) => edit({ code })}>
        <Stack gap={6}>
          {catalog?.dispositions.map((option) => (
            <Radio key={option.code} value={option.code} label={readLabel(option.label, locale)} />
          ))}
        </Stack>
      </Radio.Group>
      <Select
        label={t('outcome.reason')}
        placeholder={t('outcome.noReason')}
        data={listReasons(catalog, locale)}
        value={draft.reasonCode}
        onChange={(reasonCode) => edit({ reasonCode })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('outcome.noReason') }}
        error={asked && missing.includes('reasonCode') ? t('outcome.needsReason') : null}
      />
      <FollowUpFields draft={draft} needed={needsFollowUp} missing={missing} showErrors={asked} onEdit={edit} />
      <div>
        <Button disabled={same} onClick={() => void save()}>
          {t('outcome.save')}
        </Button>
      </div>
      <OutcomeHistory interactionId={interactionId} />
    </SidePanel>
  )
}
