import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import styles from './source-note.module.css'

/** Says when an answer is not central's but the desk's own copy, and how old that is. */
export function SourceNote({ source, asOf }: { source: 'central' | 'desk'; asOf: number }) {
  const { t } = useTranslation(['customer', 'common'])
  const format = useFormat()
  const now = useNow(60_000)
  if (source === 'central') return null
  return (
    <p className={styles.note}>
      <IconDeviceDesktop size={14} aria-hidden="true" />
      {t('common:offlineData', { time: format.moment(asOf, now) })}
    </p>
  )
}
