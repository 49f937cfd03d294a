import type { Icon } from '@tabler/icons-react'
import IconFileDescription from '@tabler/icons-react/dist/esm/icons/IconFileDescription.mjs'
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import IconMicrophone from '@tabler/icons-react/dist/esm/icons/IconMicrophone.mjs'
import { useTranslation } from 'react-i18next'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { type Column, DataTable } from '#renderer/ui/data-table.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { CustomerId } from '#shared/protocol/ids.ts'
import type { FileView } from '#shared/protocol/view/customer.ts'
import { formatBytes } from './file-size.ts'
import { QueryPanel } from './query-panel.tsx'

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
  const columns: Column<FileView>[] = [
    {
      id: 'name',
      header: t('files.name'),
      cell: ({ kind, name }) => {
        const Shape = icons[kind]
        return (
          <>
            <Shape size={15} aria-hidden="true" style={{ verticalAlign: '-3px', marginRight: 6 }} />
            <b>{name}</b>
          </>
        )
      },
      sortBy: (file) => file.name,
    },
    {
      id: 'kind',
      header: t('files.kind'),
      cell: (file) => t(`fileKind.${file.kind}`),
      sortBy: (file) => file.kind,
    },
    {
      id: 'date',
      header: t('files.date'),
      cell: (file) => format.moment(file.at, now),
      sortBy: (file) => file.at,
      muted: true,
    },
    {
      id: 'size',
      header: t('files.size'),
      cell: (file) => describeSize(file, format) ?? t('facts.none'),
      sortBy: (file) => file.sizeBytes ?? file.durationMs,
      align: 'right',
    },
  ]
  return <DataTable rows={files} columns={columns} keyOf={(file) => file.fileId} />
}

function describeSize(file: FileView, format: ReturnType<typeof useFormat>): string | null {
  if (file.durationMs !== null) return format.duration(file.durationMs)
  return file.sizeBytes === null ? null : formatBytes(file.sizeBytes, format.locale)
}
