import '@mantine/dates/styles.layer.css'
import { DatesProvider, DateTimePicker } from '@mantine/dates'
import 'dayjs/locale/zh-cn'
import 'dayjs/locale/zh-tw'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { fromPicker, toPicker } from './due-times.ts'

type Props = { id: string; value: number | null; error: boolean; onChange: (at: number | null) => void }

/** Date and time in the language on screen; a native input would follow the browser's instead. */
export function DateTimeInput({ id, value, error, onChange }: Props) {
  const { t, i18n } = useTranslation('call')
  const format = useFormat()
  return (
    <DatesProvider settings={{ locale: i18n.language.toLowerCase(), firstDayOfWeek: 1 }}>
      <DateTimePicker
        id={id}
        size="xs"
        value={value === null ? null : toPicker(value)}
        valueFormat={(text) => format.full(fromPicker(text))}
        placeholder={t('followUp.choose')}
        error={error}
        clearable
        highlightToday
        clearButtonProps={{ 'aria-label': t('followUp.clear') }}
        submitButtonProps={{ 'aria-label': t('followUp.take') }}
        timePickerProps={{ hoursInputLabel: t('followUp.hours'), minutesInputLabel: t('followUp.minutes') }}
        ariaLabels={{
          nextMonth: t('followUp.nextMonth'),
          previousMonth: t('followUp.previousMonth'),
          monthLevelControl: t('followUp.monthLevel'),
          yearLevelControl: t('followUp.yearLevel'),
          nextYear: t('followUp.nextYear'),
          previousYear: t('followUp.previousYear'),
          nextDecade: t('followUp.nextDecade'),
          previousDecade: t('followUp.previousDecade'),
        }}
        onChange={(text) => onChange(text === null ? null : fromPicker(text))}
      />
    </DatesProvider>
  )
}
