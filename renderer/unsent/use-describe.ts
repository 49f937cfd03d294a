import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { nameOutcome, nameReason } from '#renderer/customer/outcome-names.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { FieldChange, PaperworkBody } from '#shared/protocol/command/paperwork.ts'

/** Tells in plain words what a piece of paperwork says: the agent's own text first. */
export function useDescribe(): (body: PaperworkBody) => string {
  const { t } = useTranslation(['unsent', 'customer'])
  const format = useFormat()
  const { locale } = format
  const catalog = useConsole((state) => state.catalog)
  const tasks = useConsole((state) => state.projection.tasks)

  const describeChange = (change: FieldChange): string =>
    t('text.fieldValue', {
      field: t(`customer:field.${change.field}`),
      value:
        change.field === 'recordingConsent'
          ? t(`customer:consent.${change.value === null ? 'unknown' : change.value ? 'yes' : 'no'}`)
          : printValue(change, format.list),
    })

  return (body) => {
    switch (body.type) {
      case 'interaction.note':
        return body.text
      case 'interaction.dispose': {
        const outcome = nameOutcome(catalog, body.code, locale)
        const said =
          body.reasonCode === null
            ? t('text.outcome', { outcome })
            : t('text.outcomeReason', { outcome, reason: nameReason(catalog, body.reasonCode, locale) })
        return body.followUp === null ? said : `${said}\n${t('text.followUp', { title: body.followUp.title })}`
      }
      case 'wrap-up.finish':
        return t(body.then === 'available' ? 'text.finishAvailable' : 'text.finishNext')
      case 'interaction.link':
        return t(body.customerId === null ? 'text.unlink' : 'text.link')
      case 'customer.update':
        return body.changes.map(describeChange).join('\n')
      case 'customer.create':
        return joinParts(body.name, body.company, body.email, ...body.phones.map((phone) => phone.number))
      case 'task.create':
        return body.followUp.title
      case 'task.complete':
        return tasks.find((task) => task.taskId === body.taskId)?.title ?? t('text.complete')
      case 'conflict.acknowledge':
        return t('text.acknowledge')
      case 'favourite.set':
        return t(body.marked ? 'text.favourite' : 'text.noFavourite')
    }
  }
}

type Plain = Exclude<FieldChange, { field: 'recordingConsent' }>

function printValue(change: Plain, list: (items: readonly string[]) => string): string {
  switch (change.field) {
    case 'phones':
      return list(change.value.map((phone) => phone.number))
    case 'address':
      return change.value === null ? '–' : Object.values(change.value).filter(Boolean).join(', ')
    case 'tags':
      return list(change.value)
    case 'doNotCall':
      return change.value ? '✓' : '–'
    default:
      return change.value ?? '–'
  }
}
