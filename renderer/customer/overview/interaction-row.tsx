import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { nameResult } from '#renderer/common/name-result.ts'
import { useLabel } from '#renderer/common/use-label.ts'
import { readLabel } from '#renderer/customer/outcome-names.ts'
import { ChannelIcon, StatusIcon } from '#renderer/customer/status-icons.tsx'
import { toneOfInteraction } from '#renderer/customer/tones.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import { ToneIcon } from '#renderer/ui/tone-icon.tsx'
import type { InteractionView } from '#shared/protocol/view/customer.ts'
import styles from './interaction-list.module.css'

type Props = { interaction: InteractionView; last: boolean; children?: ReactNode }

/**
 * One contact: what, when, who, how long, how it ended. `children` stand below (notes, outcome); without them the
 * newest note speaks where there is no summary.
 */
export function InteractionRow({ interaction, last, children }: Props) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  const label = useLabel()
  const reason = useReason(interaction, format.locale)
  const words = interaction.summary || (children === undefined ? interaction.notes.at(-1)?.text : null) || null
  return (
    <div className={styles.row} data-last={last || undefined}>
      <ToneIcon tone={toneOfInteraction(interaction)}>
        <ChannelIcon interaction={interaction} />
      </ToneIcon>
      <div className={styles.body}>
        <div className={styles.head}>
          <b>{titleOf(interaction, reason, t)}</b>
          <time dateTime={new Date(interaction.startedAt).toISOString()} title={format.full(interaction.startedAt)}>
            {format.moment(interaction.startedAt, now)}
          </time>
        </div>
        {words !== null && <p className={styles.summary}>{words}</p>}
        <Meta interaction={interaction} texts={{ t, label, format }} />
        {children}
      </div>
    </div>
  )
}

/** What an interaction without a subject of its own was about: the leaf of the reason its agent chose. */
function useReason(interaction: InteractionView, locale: string): string | null {
  const catalog = useConsole((state) => state.catalog)
  const code = interaction.disposition?.reasonCode ?? null
  const option = code === null ? undefined : catalog?.reasons.find((one) => one.code === code)
  return option === undefined ? null : readLabel(option.label, locale)
}

function titleOf(interaction: InteractionView, reason: string | null, t: TFunction<'customer'>): string {
  const kind = t(`entry.${interaction.channel}.${interaction.direction}`)
  const subject = interaction.subject || reason
  if (subject === null) return kind
  return interaction.channel === 'order' ? subject : joinParts(kind, subject)
}

/** The row's own, handed on: a list has many rows, and each hook in each row is paid at every ring. */
type Texts = {
  t: TFunction<'customer'>
  label: ReturnType<typeof useLabel>
  format: ReturnType<typeof useFormat>
}

function Meta({ interaction, texts: { t, label, format } }: { interaction: InteractionView; texts: Texts }) {
  const parts = joinParts(
    interaction.agentName,
    interaction.durationMs === null || interaction.durationMs === 0 ? null : format.duration(interaction.durationMs),
    interaction.queueName && label(interaction.queueName),
    interaction.satisfaction === null ? null : t('entry.satisfaction', { score: interaction.satisfaction }),
  )
  const handled = interaction.result === 'handled'
  if (handled && parts === '') return null
  return (
    <div className={styles.meta}>
      {!handled && (
        <Chip
          tone={interaction.result === 'open' ? 'call' : 'wrap'}
          icon={<StatusIcon tone={interaction.result === 'open' ? 'call' : 'wrap'} />}
        >
          {t(`result.${nameResult(interaction)}`)}
        </Chip>
      )}
      {parts !== '' && <span className="num">{parts}</span>}
    </div>
  )
}
