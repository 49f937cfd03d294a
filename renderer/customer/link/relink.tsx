import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SidePanel } from '#renderer/customer/side-panel.tsx'
import { SearchBox } from '#renderer/search/search-box.tsx'
import { SearchResults } from '#renderer/search/search-results.tsx'
import type { InteractionId } from '#shared/protocol/ids.ts'
import { useLinkCall } from './use-link-call.ts'

type Props = { interactionId: InteractionId; canUnlink: boolean; onClose: () => void }

/** Find the right customer for this call; the interaction moves there, once. */
export function Relink({ interactionId, canUnlink, onClose }: Props) {
  const { t } = useTranslation('customer')
  const link = useLinkCall(interactionId)
  const [text, setText] = useState('')
  const pick = async (customer: Parameters<typeof link>[0]) => {
    if (await link(customer)) onClose()
  }
  return (
    <SidePanel title={t('relink.title')} onClose={onClose}>
      {canUnlink && <p className="small muted">{t('relink.recording')}</p>}
      <SearchBox value={text} onChange={setText} autoFocus resultsId="relink-results" />
      <SearchResults id="relink-results" text={text} compact onOpen={(hit) => void pick(hit.customer)} />
      {canUnlink && (
        <div>
          <Button variant="default" onClick={() => void pick(null)}>
            {t('relink.unlink')}
          </Button>
        </div>
      )}
    </SidePanel>
  )
}
