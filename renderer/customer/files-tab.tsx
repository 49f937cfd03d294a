import type { Icon } from '@tabler/icons-react'
import IconFileDescription from '@tabler/icons-react/dist/esm/icons/IconFileDescription.mjs'
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import IconMicrophone from '@tabler/icons-react/dist/esm/icons/IconMicrophone.mjs'
import { useTranslation } from 'react-i18next'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { FileView } from '#shared/protocol/view/customer.ts'
import { formatBytes } from './file-size.ts'
import { QueryPanel } from './query-panel.tsx'
import styles from './table.module.css'

const icons: Record<FileView['kind'], Icon> = {
  recording: IconMicrophone,
  contract: IconFileText,
  document: IconFileDescription,
}

/** Recordings and documents: what there is, not the content. */
export default function FilesTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('customer')
  const query = useDeskQuery('customer.files', { customerId })
  return (
    <QueryPanel query={query}>
      {({ files }) => (files.length === 0 ? <EmptyState text={t('files.empty')} /> : <FileTable files={files} />)}
    </QueryPanel>
  )
}

function FileTable({ files }: { files: readonly FileView[] }) {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('files.name')}</th>
          <th scope="col">{t('files.kind')}</th>
          <th scope="col">{t('files.date')}</th>
          <th scope="col" className={styles.right}>
            {t('files.size')}
          </th>
        </tr>
      </thead>
      <tbody>
        {files.map((file) => {
          const Shape = icons[file.kind]
          return (
            <tr key={file.fileId}>
              <td>
                <Shape size={15} aria-hidden="true" style={{ verticalAlign: '-3px', marginRight: 6 }} />
                <b>{file.name}</b>
              </td>
              <td>{t(`fileKind.${file.kind}`)}</td>
              <td className={styles.date}>{format.moment(file.at, now)}</td>
              <td className={styles.right}>{describeSize(file, format) ?? t('facts.none')}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function describeSize(file: FileView, format: ReturnType<typeof useFormat>): string | null {
  if (file.durationMs !== null) return format.duration(file.durationMs)
  return file.sizeBytes === null ? null : formatBytes(file.sizeBytes, format.locale)
}
