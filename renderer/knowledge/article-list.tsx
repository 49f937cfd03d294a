import IconBook2 from '@tabler/icons-react/dist/esm/icons/IconBook2.mjs'
import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import styles from './article-list.module.css'

type Article = Catalog['articles'][number]

/** Titles to choose from. */
export function ArticleList({
  articles,
  onOpen,
}: {
  articles: readonly Article[]
  onOpen: (article: Article) => void
}) {
  const { t } = useTranslation('knowledge')
  const label = useLabel()
  const format = useFormat()
  const now = useNow(60_000)
  return (
    <ul>
      {articles.map((article) => (
        <li key={article.articleId}>
          <button type="button" className={styles.item} onClick={() => onOpen(article)}>
            <IconBook2 size={16} aria-hidden="true" />
            <span>
              <span className={styles.title}>{label(article.title)}</span>
              <span className="muted small">{t('updated', { date: format.day(article.updatedAt, now) })}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
