import { Tabs } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { PanelBoundary } from '#renderer/common/panel-boundary.tsx'
import { WorkCentre } from '#renderer/frame/work-centre.tsx'
import { Skeletons } from '#renderer/ui/skeletons.tsx'
import styles from './side-tabs.module.css'

export type SideTab = 'notes' | 'script' | 'knowledge' | 'recent' | 'customer'
type Props = {
  label: string
  value: SideTab
  onChange: (tab: SideTab) => void
  tabs: readonly { value: SideTab; content: ReactNode }[]
}

/** Tabs under the dock. Docked beside another program, where there is no centre, the customer is one of them. */
export function SideTabs({ label, value, onChange, tabs }: Props) {
  const { t } = useTranslation(['call', 'common'])
  const narrow = useMediaQuery('(max-width: 760px)') ?? false
  const shown = narrow ? [...tabs, { value: 'customer' as const, content: <WorkCentre /> }] : tabs
  const current = shown.some((tab) => tab.value === value) ? value : (shown[0]?.value ?? 'notes')
  return (
    <Tabs className={styles.tabs} value={current} onChange={(tab) => onChange(tab as SideTab)} keepMounted={false}>
      <Tabs.List aria-label={label} grow>
        {shown.map((tab) => (
          <Tabs.Tab key={tab.value} value={tab.value}>
            {t(`call:tab.${tab.value}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map((tab) => (
        <Tabs.Panel key={tab.value} value={tab.value} className={styles.panel}>
          <PanelBoundary>
            <Suspense fallback={<Skeletons rows={4} height={40} label={t('common:loading')} />}>{tab.content}</Suspense>
          </PanelBoundary>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
