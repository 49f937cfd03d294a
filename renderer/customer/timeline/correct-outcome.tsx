import { Button, Radio, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listReasons, readLabel } from '#renderer/customer/outcome-names.ts'
import type { OutcomeRow } from '#renderer/customer/pending.ts'
import { SidePanel } from '#renderer/customer/side-panel.tsx'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { InteractionId } from '#shared/protocol/ids.ts'
import { OutcomeHistory } from './outcome-history.tsx'

type Props = { interactionId: InteractionId; outcome: OutcomeRow; onClose: () => void }

/** Replaces a saved outcome. The replaced one stays in the history below. */
export default function CorrectOutcome({ interactionId, outcome, onClose }: Props) {
  const { t } = useTranslation('customer')
  const { locale } = useFormat()
  const dispatch = useDispatch()
  const catalog = useConsole((state) => state.catalog)
  const [code, setCode] = useState(outcome.code)
  const [reasonCode, setReasonCode] = useState(outcome.reasonCode)
  const [asked, setAsked] = useState(false)
  const needsReason = catalog?.dispositions.find((one) => one.code === code)?.needsReason === true
  const missing = needsReason && reasonCode === null
  const same = code === outcome.code && reasonCode === outcome.reasonCode

  async function save(): Promise<void> {
    setAsked(true)
    if (missing) return
    const answer = await dispatch.paperwork([
      { type: 'interaction.dispose', interactionId, code, reasonCode, followUp: null },
    ])
    if (answer.ok) onClose()
  }

  return (
    <SidePanel title={t('outcome.title')} onClose={onClose}>
      <p className="muted">{t('outcome.explain')}</p>
      <Radio.Group label={t('outcome.code')} value={code} onChange={setCode}>
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
        value={reasonCode}
        onChange={setReasonCode}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('outcome.noReason') }}
        error={asked && missing ? t('outcome.needsReason') : null}
      />
      <div>
        <Button disabled={same} onClick={() => void save()}>
          {t('outcome.save')}
        </Button>
      </div>
      <OutcomeHistory interactionId={interactionId} />
    </SidePanel>
  )
}
