import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { CustomerId } from '#shared/protocol/ids.ts'

const PaletteWithActions = lazy(async () => ({
  default: (await import('./palette-with-actions.tsx')).PaletteWithActions,
}))
const ArticleDialog = lazy(async () => ({
  default: (await import('#renderer/knowledge/article-dialog.tsx')).ArticleDialog,
}))

type Props = { opened: boolean; onClose: () => void; onShortcuts: () => void; onSignOut: () => void }

/** The palette is loaded when it is first opened. */
export function PaletteHost({ opened, onClose, onShortcuts, onSignOut }: Props) {
  const navigate = useNavigate()
  const [articleId, setArticleId] = useState<string | null>(null)
  const [everOpened, setEverOpened] = useState(false)
  if (opened && !everOpened) setEverOpened(true)
  const openCustomer = (customerId: CustomerId) =>
    void navigate({ to: '/customers/{-$customerId}', params: { customerId } })
  return (
    <Suspense fallback={null}>
      {everOpened && (
        <PaletteWithActions
          opened={opened}
          onClose={onClose}
          onShortcuts={onShortcuts}
          onSignOut={onSignOut}
          onOpenCustomer={openCustomer}
          onOpenArticle={setArticleId}
        />
      )}
      {articleId !== null && <ArticleDialog articleId={articleId} onClose={() => setArticleId(null)} />}
    </Suspense>
  )
}
