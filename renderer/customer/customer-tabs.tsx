import { Tabs } from '@mantine/core'
import { lazy, Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { ShortcutAction } from '#renderer/state/shortcuts.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { Skeletons } from '#renderer/ui/skeletons.tsx'
import type { CustomerCard, NextBestAction } from '#shared/protocol/view/customer.ts'
import styles from './customer-record.module.css'
import { OverviewTab } from './overview/overview-tab.tsx'
import { mergeOutcome } from './pending.ts'
import type { OpenPanel } from './record-panels.tsx'
import { SourceNote } from './source-note.tsx'

const TimelineTab = lazy(() => import('./timeline/timeline-tab.tsx'))
const OrdersTab = lazy(() => import('./orders/orders-tab.tsx'))
const CasesTab = lazy(() => import('./cases-tab.tsx'))
const OpportunitiesTab = lazy(() => import('./opportunities-tab.tsx'))
const TasksTab = lazy(() => import('./tasks/tasks-tab.tsx'))
const FilesTab = lazy(() => import('./files-tab.tsx'))

const tabNames = ['overview', 'timeline', 'orders', 'cases', 'opportunities', 'tasks', 'files'] as const
export type TabName = (typeof tabNames)[number]

type Props = {
  card: CustomerCard
  origin: { source: 'central' | 'desk'; asOf: number } | null
  tab: TabName
  onTab: (tab: TabName) => void
  onOpen: (panel: OpenPanel) => void
  onNextAction: (action: NextBestAction) => void
}

/** Seven tabs with counts, Alt+1…7. The list scrolls when narrow and never wraps. */
export function CustomerTabs({ card, origin, tab, onTab, onOpen, onNextAction }: Props) {
  const { t } = useTranslation(['customer', 'common'])
  const counts = card.profile.counts
  const shown: Partial<Record<TabName, number>> = {
    orders: counts.orders,
    cases: counts.cases,
    opportunities: counts.opportunities,
    tasks: counts.tasks,
  }
  return (
    <Tabs
      className={styles.tabs}
      value={tab}
      onChange={(name) => onTab(tabNames.find((one) => one === name) ?? 'overview')}
      keepMounted={false}
    >
      <Tabs.List aria-label={t('tabs.label')}>
        {tabNames.map((name, index) => (
          <TabHandle key={name} name={name} number={index + 1} count={shown[name]} onChoose={() => onTab(name)} />
        ))}
      </Tabs.List>
      <TabBody key={tab} {...{ card, origin, tab, onTab, onOpen, onNextAction }} loading={t('common:loading')} />
    </Tabs>
  )
}

type HandleProps = { name: TabName; number: number; count: number | undefined; onChoose: () => void }

function TabHandle({ name, number, count, onChoose }: HandleProps) {
  const { t } = useTranslation(['customer', 'common'])
  const action = `customer-tab-${number}` as ShortcutAction
  useShortcut(action, onChoose)
  const keys = useShortcutLabel(action)
  return (
    <Tabs.Tab value={name} aria-keyshortcuts={keys.aria} title={keys.printed || undefined}>
      {t(`tabs.${name}`)}
      {count !== undefined && count > 0 && <span className={`num ${styles.count}`}>{count}</span>}
    </Tabs.Tab>
  )
}

function TabBody({ card, origin, tab, onTab, onOpen, onNextAction, loading }: Props & { loading: string }) {
  const pending = useConsole((state) => state.pending)
  const scroller = useRef<HTMLDivElement>(null)
  const customerId = card.profile.customerId
  return (
    <Tabs.Panel ref={scroller} value={tab} className={styles.body} tabIndex={0}>
      <Suspense fallback={<Skeletons rows={4} height={44} label={loading} />}>
        {tab === 'overview' && (
          <>
            {origin && <SourceNote {...origin} />}
            <OverviewTab
              card={card}
              onNextAction={onNextAction}
              onOpenOrder={(order) => onOpen({ kind: 'order', order })}
              onShowTimeline={() => onTab('timeline')}
            />
          </>
        )}
        {tab === 'timeline' && (
          <TimelineTab
            customerId={customerId}
            scroller={scroller}
            onCorrect={(interaction) => {
              const outcome = mergeOutcome(interaction, pending)
              if (outcome) onOpen({ kind: 'outcome', interaction, outcome })
            }}
          />
        )}
        {tab === 'orders' && <OrdersTab customerId={customerId} onOpen={(order) => onOpen({ kind: 'order', order })} />}
        {tab === 'cases' && <CasesTab customerId={customerId} />}
        {tab === 'opportunities' && <OpportunitiesTab customerId={customerId} />}
        {tab === 'tasks' && <TasksTab customerId={customerId} onCreate={() => onOpen({ kind: 'task', title: '' })} />}
        {tab === 'files' && <FilesTab customerId={customerId} />}
      </Suspense>
    </Tabs.Panel>
  )
}
