import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { AfterPaint } from '#renderer/ui/after-paint.tsx'
import type { InteractionId } from '#shared/protocol/ids.ts'
import type { CustomerCard, NextBestAction } from '#shared/protocol/view/customer.ts'
import type { MatchReason } from '#shared/protocol/view/ring.ts'
import { ConflictList } from './conflicts/conflict-list.tsx'
import styles from './customer-record.module.css'
import { CustomerTabs, type TabName } from './customer-tabs.tsx'
import { FiveFacts } from './five-facts.tsx'
import { HeaderActions } from './header-actions.tsx'
import { IdentityHeader } from './identity-header.tsx'
import { previewEdits } from './pending.ts'
import type { OpenPanel } from './record-panels.tsx'

// forms and validation come as their own chunk: the ring's first paint never waits for them
const RecordPanels = lazy(() => import('./record-panels.tsx'))

type Props = {
  card: CustomerCard
  origin: { source: 'central' | 'desk'; asOf: number } | null
  interactionId: InteractionId | null
  matched: MatchReason | null
}

/** The record once its card is there. Unsent edits of this desk are already on it, and marked. */
export function CustomerCardView({ card, origin, interactionId, matched }: Props) {
  const { t } = useTranslation('customer')
  const pending = useConsole((state) => state.pending)
  const [tab, setTab] = useState<TabName>('overview')
  const [panel, setPanel] = useState<OpenPanel | null>(null)
  const { profile, edited } = previewEdits(card.profile, pending)

  function startNextAction(action: NextBestAction): void {
    if (action.kind === 'follow_up_case') setTab('cases')
    else if (action.kind === 'win_back') setTab('orders')
    else setPanel({ kind: 'task', title: t('next.renewal_offer.task', { name: profile.name }) })
  }

  return (
    <section className={styles.record} aria-label={t('header.region', { name: profile.name })}>
      <IdentityHeader
        profile={profile}
        edited={edited}
        matched={matched}
        actions={
          <AfterPaint>
            <HeaderActions profile={profile} canRelink={interactionId !== null} onOpen={setPanel} />
          </AfterPaint>
        }
      />
      <FiveFacts profile={profile} />
      <ConflictList customerId={profile.customerId} />
      <CustomerTabs
        card={{ ...card, profile }}
        origin={origin}
        tab={tab}
        onTab={setTab}
        onOpen={setPanel}
        onNextAction={startNextAction}
      />
      {panel && (
        <Suspense fallback={null}>
          <RecordPanels
            panel={panel}
            profile={card.profile}
            interactionId={interactionId}
            onClose={() => setPanel(null)}
          />
        </Suspense>
      )}
    </section>
  )
}
