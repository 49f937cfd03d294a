import { useNavigate } from '@tanstack/react-router'
import { type ComponentProps, lazy, Suspense, useState } from 'react'
import type { CustomerId } from '#shared/protocol/ids.ts'
import { usePaletteActions } from './use-palette-actions.tsx'

const Palette = lazy(async () => ({ default: (await import('#renderer/palette/palette.tsx')).Palette }))
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

/** Reads what can be done now, which changes with every ring: not before somebody has opened the palette. */
function PaletteWithActions({
  onShortcuts,
  onSignOut,
  ...rest
}: Omit<ComponentProps<typeof Palette>, 'actions'> & Pick<Props, 'onShortcuts' | 'onSignOut'>) {
  return <Palette {...rest} actions={usePaletteActions({ onShortcuts, onSignOut })} />
}
