import { SegmentedControl } from '@mantine/core'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { readWorkItems, type WorkItem } from '#renderer/state/work-items.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { EpisodeRow } from './episode-row.tsx'
import { TaskRow } from './task-row.tsx'
import styles from './work-column.module.css'

type Filter = 'all' | 'callbacks' | 'tasks'
const belongs: Record<Filter, (item: WorkItem) => boolean> = {
  all: () => true,
  callbacks: (item) => item.kind === 'callback',
  tasks: (item) => item.kind !== 'callback',
}
const emptyText = { all: 'emptyAll', callbacks: 'emptyCallbacks', tasks: 'emptyTasks' } as const

/** What waits for this agent: the call at hand first, then by due time. */
export function WorkColumn() {
  const { t } = useTranslation('work')
  const navigate = useNavigate()
  const [filter, setFilter] = useState<Filter>('all')
  const episode = useEpisode()
  const tasks = useConsole((state) => state.projection.tasks)
  const pending = useConsole((state) => state.pending)
  const items = useMemo(() => readWorkItems(tasks, pending), [tasks, pending])
  const chosen = useRouterState({ select: (state) => (state.location.search as { task?: string }).task })
  const onWork = useRouterState({ select: (state) => state.location.pathname === '/work' })
  const shown = items.filter(belongs[filter])
  const count = items.length + (episode === null ? 0 : 1)
  return (
    <>
      <div className={styles.head}>
        <h2 id="work-title" tabIndex={-1}>
          {t('title')}
        </h2>
        <Chip>
          <span className="num">{count}</span>
          <span className="visually-hidden">{t('count', { count })}</span>
        </Chip>
      </div>
      <SegmentedControl
        className={styles.filter}
        aria-label={t('filter')}
        value={filter}
        onChange={(value) => setFilter(value as Filter)}
        data={(['all', 'callbacks', 'tasks'] as const).map((value) => ({ value, label: t(value) }))}
      />
      <ul className={`${styles.list} scroll-y`}>
        {episode !== null && (
          <li>
            <EpisodeRow
              episode={episode}
              current={onWork && chosen === undefined}
              onOpen={() => void navigate({ to: '/work', search: {} })}
            />
          </li>
        )}
        {shown.map((item) => (
          <li key={item.taskId}>
            <TaskRow
              item={item}
              current={onWork && chosen === item.taskId}
              onOpen={() => void navigate({ to: '/work', search: { task: item.taskId } })}
            />
          </li>
        ))}
      </ul>
      {shown.length === 0 && episode === null && <EmptyState text={t(emptyText[filter])} />}
    </>
  )
}
