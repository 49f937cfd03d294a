import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KnowledgeTab } from './knowledge-tab.tsx'
import { RecentCalls } from './recent-calls.tsx'
import { ScrollPanel } from './scroll-panel.tsx'
import { type SideTab, SideTabs } from './side-tabs.tsx'

/** Between calls: what was, and what can be read up. */
export function IdleSide() {
  const { t } = useTranslation('call')
  const [tab, setTab] = useState<SideTab>('recent')
  const recent = (
    <ScrollPanel>
      <RecentCalls />
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
