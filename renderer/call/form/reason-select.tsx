import { Select } from '@mantine/core'
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import { FieldLabel } from './field-label.tsx'
import { listReasonPaths } from './reason-paths.ts'

type Props = {
  reasons: Catalog['reasons']
  value: string | null
  needed: boolean
  error: boolean
  onChange: (code: string | null) => void
}

/** The reason tree as one searchable list of paths: "Billing › Surcharge dispute". */
export function ReasonSelect({ reasons, value, needed, error, onChange }: Props) {
  const { t } = useTranslation('call')
  const label = useLabel()
  const id = useId()
  const data = useMemo(() => {
    const paths = listReasonPaths(reasons)
    return paths.map(({ code, path }) => ({ value: code, label: path.map(label).join(' › ') }))
  }, [reasons, label])
  return (
    <div>
      <FieldLabel id={`${id}-label`} htmlFor={id} text={t('reason.label')} needed={needed} />
      <Select
        id={id}
        data={data}
        value={value}
        onChange={onChange}
        searchable
        placeholder={t('reason.choose')}
        nothingFoundMessage={t('reason.none')}
        error={error}
        aria-labelledby={`${id}-label`}
      />
    </div>
  )
}
