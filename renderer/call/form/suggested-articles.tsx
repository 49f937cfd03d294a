import { UnstyledButton } from '@mantine/core'
import IconBook2 from '@tabler/icons-react/dist/esm/icons/IconBook2.mjs'
import { useTranslation } from 'react-i18next'
import { useLabel } from '#renderer/common/use-label.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import { Section } from '#renderer/ui/section.tsx'
import type { Catalog } from '#shared/protocol/view/catalog.ts'
import { listReasonPaths } from './reason-paths.ts'
import styles from './suggested-articles.module.css'

type Props = { articles: Catalog['articles']; reasonCode: string | null; onOpen: (articleId: string) => void }

/** Articles that belong to the chosen reason, at most three. */
export function SuggestedArticles({ articles, reasonCode, onOpen }: Props) {
  const { t } = useTranslation('call')
  const label = useLabel()
  const format = useFormat()
  const now = useNow(60_000)
  const reasons = useConsole((state) => state.catalog?.reasons)
  const fitting = articles
    .filter((article) => reasonCode !== null && article.reasonCodes.includes(reasonCode))
    .slice(0, 3)
  if (fitting.length === 0) return null
  const topic = listReasonPaths(reasons ?? []).find((reason) => reason.code === reasonCode)?.path[0]
  return (
    <Section title={t('suggested.label')}>
      <ul>
        {fitting.map((article) => (
          <li key={article.articleId}>
            <UnstyledButton className={styles.article} onClick={() => onOpen(article.articleId)}>
              <IconBook2 size={15} aria-hidden="true" />
              <span>
                <b>{label(article.title)}</b>
                <span className="small muted">
                  {topic === undefined ? '' : `${label(topic)} · `}
                  {format.day(article.updatedAt, now)}
                </span>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Section>
  )
}
