import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { ArticleReader } from './article-reader.tsx'

/** One article over the page, as the palette opens it. */
export function ArticleDialog({ articleId, onClose }: { articleId: string | null; onClose: () => void }) {
  const { t } = useTranslation(['knowledge', 'common'])
  const article = useConsole((state) => state.catalog?.articles.find((one) => one.articleId === articleId))
  return (
    <Modal
      opened={article !== undefined}
      onClose={onClose}
      title={t('title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {article && <ArticleReader article={article} />}
    </Modal>
  )
}
