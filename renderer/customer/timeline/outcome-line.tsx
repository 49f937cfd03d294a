import { Button } from '@mantine/core'
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs'
import { useTranslation } from 'react-i18next'
import { nameOutcome, nameReason } from '#renderer/customer/outcome-names.ts'
import styles from '#renderer/customer/overview/interaction-list.module.css'
import { StandingChip } from '#renderer/customer/overview/interaction-notes.tsx'
import type { OutcomeRow } from '#renderer/customer/pending.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'

/** The outcome that stands, and the way to correct it. */
export function OutcomeLine({ outcome, onCorrect }: { outcome: OutcomeRow; onCorrect: () => void }) {
  const { t } = useTranslation('customer')
  const { locale } = useFormat()
  const catalog = useConsole((state) => state.catalog)
  const names = [nameOutcome(catalog, outcome.code, locale)]
  if (outcome.reasonCode !== null) names.push(nameReason(catalog, outcome.reasonCode, locale))
  return (
    <div className={styles.meta}>
      <span>
        {t('entry.outcome')} <b>{names.join(' · ')}</b>
      </span>
      {outcome.corrected && <Chip>{t('entry.corrected')}</Chip>}
      <StandingChip standing={outcome.standing} />
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPencil size={13} aria-hidden="true" />}
        onClick={onCorrect}
      >
        {t('outcome.correct')}
      </Button>
    </div>
  )
}
