import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { QueryView } from '#renderer/common/query-view.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { RecordingId } from '#shared/protocol/ids.ts'
import { RecordingPlayer } from './recording-player.tsx'

type Props = { recordingId: RecordingId; at: number; onClose: () => void }

/** One recording, to be heard. */
export function RecordingDialog({ recordingId, at, onClose }: Props) {
  const { t } = useTranslation(['customer', 'common'])
  const format = useFormat()
  const query = useDeskQuery('recording.get', { recordingId })
  const title = t('customer:player.title', { when: format.full(at) })
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <QueryView query={query} rows={3} rowHeight={44}>
        {({ data }) =>
          data.recording === null ? (
            <EmptyState text={t('customer:player.none')} />
          ) : (
            <RecordingPlayer recording={data.recording} />
          )
        }
      </QueryView>
    </Modal>
  )
}
