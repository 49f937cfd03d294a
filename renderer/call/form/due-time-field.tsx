import { Button, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import styles from './due-time-field.module.css'
import { fromLocalInput, listQuickTimes, toLocalInput } from './due-times.ts'
import { FieldLabel } from './field-label.tsx'

type Props = { value: number | null; needed: boolean; error: boolean; onChange: (at: number | null) => void }

/** When: one press for the usual promises, or any date and time. */
export function DueTimeField({ value, needed, error, onChange }: Props) {
  const { t } = useTranslation('call')
  const format = useFormat()
  const id = useId()
  const now = useNow(60_000)
  return (
    <div>
      <FieldLabel id={`${id}-label`} htmlFor={id} text={t('followUp.when')} needed={needed} />
      <TextInput
        id={id}
        type="datetime-local"
        value={value === null ? '' : toLocalInput(value)}
        error={error}
        onChange={(event) => onChange(fromLocalInput(event.currentTarget.value))}
      />
      <div className={styles.quick}>
        {listQuickTimes(now).map(({ name, at }) => (
          <Button
            key={name}
            variant="default"
            size="compact-xs"
            aria-pressed={value === at}
            onClick={() => onChange(at)}
          >
            {t(`followUp.${name}`, { time: format.time(at) })}
          </Button>
        ))}
      </div>
    </div>
  )
}
