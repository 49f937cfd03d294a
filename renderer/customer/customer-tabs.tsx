import { lazy, Suspense, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import type { ShortcutAction } from '#renderer/state/shortcuts.ts'
import { useShortcut, useShortcutLabels } from '#renderer/state/use-shortcut.ts'
import { Skeletons } from '#renderer/ui/skeletons.tsx'
import { panelProps, TabList } from '#renderer/ui/tab-list.tsx'
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
const actions = tabNames.map((_, index) => `customer-tab-${index + 1}` as ShortcutAction)

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
  const id = useId()
  const keys = useShortcutLabels(actions)
  return (
    <div className={styles.tabs}>
      <TabList
        id={id}
        label={t('tabs.label')}
        value={tab}
        onChange={onTab}
        tabs={tabNames.map((name, index) => ({
          value: name,
          keys: keys[index]?.aria,
          title: keys[index]?.printed || undefined,
          label: <TabLabel text={t(`tabs.${name}`)} count={shown[name] ?? 0} />,
        }))}
      />
      {actions.map((action, index) => (
        <TabKey key={action} action={action} onPress={() => onTab(tabNames[index] ?? 'overview')} />
      ))}
      <TabBody key={tab} {...{ id, card, origin, tab, onTab, onOpen, onNextAction }} loading={t('common:loading')} />
    </div>
  )
}

function TabLabel({ text, count }: { text: string; count: number }) {
  return (
    <>
      {text}
      {count > 0 && <span className={`num ${styles.count}`}>{count}</span>}
    </>
  )
}

function TabKey({ action, onPress }: { action: ShortcutAction; onPress: () => void }) {
  useShortcut(action, onPress)
  return null
}

type BodyProps = Props & { id: string; loading: string }

function TabBody({ id, card, origin, tab, onTab, onOpen, onNextAction, loading }: BodyProps) {
  const pending = useConsole((state) => state.pending)
  const scroller = useRef<HTMLDivElement>(null)
  const customerId = card.profile.customerId
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <div {...panelProps(id, tab)} ref={scroller} className={styles.body} tabIndex={0}>
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
    </div>
  )
}
