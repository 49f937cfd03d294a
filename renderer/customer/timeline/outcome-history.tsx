import { useTranslation } from 'react-i18next'
import { nameOutcome, nameReason } from '#renderer/customer/outcome-names.ts'
import { QueryPanel } from '#renderer/customer/query-panel.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import { Section } from '#renderer/ui/section.tsx'
import type { InteractionId } from '#shared/protocol/ids.ts'

/** Outcomes that corrections replaced, newest first. */
export function OutcomeHistory({ interactionId }: { interactionId: InteractionId }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  const catalog = useConsole((state) => state.catalog)
  const query = useDeskQuery('interaction.get', { interactionId })
  return (
    <Section title={t('outcome.history')}>
      <QueryPanel query={query} rows={2}>
        {({ earlierDispositions = [] }) =>
          earlierDispositions.length === 0 ? (
            <p className="muted">{t('outcome.noHistory')}</p>
          ) : (
            <ol>
              {earlierDispositions.map((one) => (
                <li key={`${one.recordedAt} ${one.code}`}>
                  <b>{nameOutcome(catalog, one.code, format.locale)}</b>
                  {one.reasonCode !== null && ` · ${nameReason(catalog, one.reasonCode, format.locale)}`}
                  <div className="muted small">
                    {t('outcome.historyRow', { by: one.recordedBy, when: format.moment(one.recordedAt, now) })}
                  </div>
                </li>
              ))}
            </ol>
          )
        }
      </QueryPanel>
    </Section>
  )
}
