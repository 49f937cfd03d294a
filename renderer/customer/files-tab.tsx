import { Button } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import IconFileDescription from '@tabler/icons-react/dist/esm/icons/IconFileDescription.mjs'
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import IconMicrophone from '@tabler/icons-react/dist/esm/icons/IconMicrophone.mjs'
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { makePart } from '#renderer/common/make-part.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { type Column, DataTable } from '#renderer/ui/data-table.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import { type CustomerId, RecordingId } from '#shared/protocol/ids.ts'
import type { FileView } from '#shared/protocol/view/customer.ts'
import { formatBytes } from './file-size.ts'
import styles from './files-tab.module.css'
import { QueryPanel } from './query-panel.tsx'

const icons: Record<FileView['kind'], Icon> = {
  recording: IconMicrophone,
  contract: IconFileText,
  document: IconFileDescription,
}

const { Part: RecordingDialog } = makePart(
  async () => (await import('./recording/recording-dialog.tsx')).RecordingDialog,
)

/** Recordings, which can be heard, and documents: what there is, not the content. */
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
  const [played, setPlayed] = useState<FileView | null>(null)
  const columns: Column<FileView>[] = [
    {
      id: 'name',
      header: t('files.name'),
      cell: (file) => {
        const { kind, name } = file
        const Shape = icons[kind]
        return (
          <>
            <Shape size={15} aria-hidden="true" style={{ verticalAlign: '-3px', marginRight: 6 }} />
            <b>{name}</b>
            {file.playable && (
              <Button
                size="compact-xs"
                variant="default"
                className={styles.play}
                leftSection={<IconPlayerPlay size={13} aria-hidden="true" />}
                onClick={() => setPlayed(file)}
              >
                {t('files.play')}
                <span className="visually-hidden">{` ${format.full(file.at)}`}</span>
              </Button>
            )}
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
  return (
    <>
      <DataTable rows={files} columns={columns} keyOf={(file) => file.fileId} />
      {played !== null && (
        <Suspense fallback={null}>
          <RecordingDialog
            recordingId={RecordingId.parse(played.fileId)}
            at={played.at}
            onClose={() => setPlayed(null)}
          />
        </Suspense>
      )}
    </>
  )
}

function describeSize(file: FileView, format: ReturnType<typeof useFormat>): string | null {
  if (file.durationMs !== null) return format.duration(file.durationMs)
  return file.sizeBytes === null ? null : formatBytes(file.sizeBytes, format.locale)
}
