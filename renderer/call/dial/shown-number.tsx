import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { DiallingChoice } from '#shared/protocol/view/dialling.ts'
import { type Shown, writeShown } from './list-shown.ts'

type Props = {
  choices: readonly DiallingChoice[]
  shown: readonly Shown[]
  value: Shown
  onChange: (one: Shown) => void
}

/** Which number who is called sees, and for which queue it is. */
export function ShownNumber({ choices, shown, value, onChange }: Props) {
  const { t } = useTranslation('call')
  const formatPhone = usePhoneFormat()
  const label = useLabel()
  const queues = useConsole((state) => state.catalog?.queues)
  const nameQueue = (queueId: string) => {
    const queue = queues?.find((one) => one.queueId === queueId)
    return queue === undefined ? '' : label(queue.name)
  }
  return (
    <NativeSelect
      size="xs"
      label={t('dial.shown')}
      value={writeShown(value)}
      onChange={(event) => {
        const chosen = shown.find((one) => writeShown(one) === event.currentTarget.value)
        if (chosen !== undefined) onChange(chosen)
      }}
      data={choices.map(({ queueId, numbers }) => ({
        group: nameQueue(queueId),
        items: numbers.map((from) => ({ value: writeShown({ queueId, from }), label: formatPhone(from) })),
      }))}
    />
  )
}
