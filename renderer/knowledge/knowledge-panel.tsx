import { TextInput } from '@mantine/core'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Section } from '#renderer/ui/section.tsx'
import { ArticleList } from './article-list.tsx'
import { ArticleReader } from './article-reader.tsx'
import { findForReason, searchArticles } from './find-articles.ts'

type Props = {
  reasonCode: string | null
  /** an article to open at once, e.g. a suggested one */
  articleId?: string | null
}

/** Articles beside the call: those that fit the chosen reason first, search, and the reader in place. */
export function KnowledgePanel({ reasonCode, articleId = null }: Props) {
  const { t } = useTranslation('knowledge')
  const label = useLabel()
  const catalog = useConsole((state) => state.catalog)
  const [query, setQuery] = useState('')
  const [openId, setOpenId] = useState(articleId)
  if (catalog === null || catalog.articles.length === 0) return <EmptyState text={t('empty')} />
  const open = catalog.articles.find((article) => article.articleId === openId)
  if (open) return <ArticleReader article={open} onBack={() => setOpenId(null)} />
  const fitting = query.trim() === '' ? findForReason(catalog, reasonCode) : []
  const found = searchArticles(catalog.articles, query, (one) => [label(one.title), label(one.body)])
  const others = found.filter((article) => !fitting.includes(article))
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {fitting.length > 0 && (
        <Section title={t('suggested')}>
          <ArticleList articles={fitting} onOpen={(article) => setOpenId(article.articleId)} />
        </Section>
      )}
      {found.length === 0 && <EmptyState text={t('none', { text: query.trim() })} />}
      {others.length > 0 && (
        <Section title={t(fitting.length > 0 ? 'all' : 'list')}>
          <ArticleList articles={others} onOpen={(article) => setOpenId(article.articleId)} />
        </Section>
      )}
    </div>
  )
}
