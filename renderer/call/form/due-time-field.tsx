import { Button, Skeleton } from '@mantine/core'
import { lazy, Suspense, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import styles from './due-time-field.module.css'
import { listQuickTimes } from './due-times.ts'
import { FieldLabel } from './field-label.tsx'

// the calendar and its date library come when an outcome asks for a time
const DateTimeInput = lazy(async () => ({ default: (await import('./date-time-input.tsx')).DateTimeInput }))

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
      <Suspense fallback={<Skeleton height={30} />}>
        <DateTimeInput id={id} value={value} error={error} onChange={onChange} />
      </Suspense>
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
