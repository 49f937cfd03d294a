import { Button } from '@mantine/core'
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import { Skeletons } from '#renderer/ui/skeletons.tsx'
import type { Catalog } from '#shared/protocol/view/catalog.ts'

// the Markdown reader is heavy and only needed once an article is opened
const ArticleBody = lazy(() => import('./article-body.tsx'))

type Props = {
  article: Catalog['articles'][number]
  /** back to the list; absent where there is none */
  onBack?: () => void
}

/** One article in the language on screen. */
export function ArticleReader({ article, onBack }: Props) {
  const { t } = useTranslation(['knowledge', 'common'])
  const label = useLabel()
  const format = useFormat()
  const now = useNow(60_000)
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <article>
      {onBack && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowLeft size={14} aria-hidden="true" />}
          onClick={onBack}
        >
          {t('back')}
        </Button>
      )}
      <h2 ref={title} tabIndex={-1} style={{ fontSize: '0.9375rem', marginTop: 6 }}>
        {label(article.title)}
      </h2>
      <p className="muted small">{t('updated', { date: format.day(article.updatedAt, now) })}</p>
      <Suspense fallback={<Skeletons rows={5} height={18} label={t('common:loading')} />}>
        <ArticleBody markdown={label(article.body)} />
      </Suspense>
    </article>
  )
}
