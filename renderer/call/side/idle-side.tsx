import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { makePart } from '#renderer/common/make-part.tsx'
import { KnowledgeTab } from './knowledge-tab.tsx'
import { ScrollPanel } from './scroll-panel.tsx'
import { type SideTab, SideTabs } from './side-tabs.tsx'

const { Part: RecentCalls } = makePart(async () => (await import('./recent-calls.tsx')).RecentCalls)

/** Between calls: what was, and what can be read up. */
export function IdleSide() {
  const { t } = useTranslation('call')
  const [tab, setTab] = useState<SideTab>('recent')
  const recent = (
    <ScrollPanel>
      <Suspense fallback={null}>
        <RecentCalls />
      </Suspense>
    </ScrollPanel>
  )
  return (
    <SideTabs
      label={t('idle.title')}
      value={tab}
      onChange={setTab}
      tabs={[
        { value: 'recent', content: recent },
        { value: 'knowledge', content: <KnowledgeTab reasonCode={null} articleId={null} /> },
      ]}
    />
  )
}
