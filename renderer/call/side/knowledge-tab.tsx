import { lazy } from 'react'
import { ScrollPanel } from './scroll-panel.tsx'

const KnowledgePanel = lazy(async () => ({
  default: (await import('#renderer/knowledge/knowledge-panel.tsx')).KnowledgePanel,
}))

/** Articles beside the call; a suggested one opens at once. */
export function KnowledgeTab({ reasonCode, articleId }: { reasonCode: string | null; articleId: string | null }) {
  return (
    <ScrollPanel>
      <KnowledgePanel key={articleId} reasonCode={reasonCode} articleId={articleId} />
    </ScrollPanel>
  )
}
