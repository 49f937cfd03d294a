import { SegmentedControl } from '@mantine/core'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { memo, Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { makePart } from '#renderer/common/make-part.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useEpisode } from '#renderer/state/use-episode.ts'
import { useParked } from '#renderer/state/use-parked.ts'
import { readWorkItems, type WorkItem } from '#renderer/state/work-items.ts'
import { Chip } from '#renderer/ui/chip.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import type { Voicemail } from '#shared/protocol/view/floor.ts'
import { EpisodeRow } from './episode-row.tsx'
import { TaskRow } from './task-row.tsx'
import styles from './work-column.module.css'

const { Part: AsideWork } = makePart(async () => (await import('./aside-work.tsx')).AsideWork)
const none: readonly Voicemail[] = []

const filters = ['all', 'callbacks', 'tasks'] as const
type Filter = (typeof filters)[number]
const belongs: Record<Filter, (item: WorkItem) => boolean> = {
  all: () => true,
  callbacks: (item) => item.kind === 'callback',
  tasks: (item) => item.kind !== 'callback',
}

/** What waits for this agent: the call at hand first, then by due time. */
export function WorkColumn() {
  const { t } = useTranslation('work')
  const navigate = useNavigate()
  const [filter, setFilter] = useState<Filter>('all')
  const episode = useEpisode()
  const tasks = useConsole((state) => state.projection.tasks)
  const pending = useConsole((state) => state.pending)
  const parked = useParked()
  const voicemails = useConsole((state) => state.floor?.voicemails ?? none)
  const items = useMemo(() => readWorkItems(tasks, pending), [tasks, pending])
  const chosen = useRouterState({ select: (state) => (state.location.search as { task?: string }).task })
  const onWork = useRouterState({ select: (state) => state.location.pathname === '/work' })
  const openTask = useCallback((task: string) => void navigate({ to: '/work', search: { task } }), [navigate])
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
      <span role="status" className="visually-hidden">
        {joinParts(
          parked.length > 0 ? t('parked.count', { count: parked.length }) : null,
          voicemails.length > 0 ? t('voicemail.count', { count: voicemails.length }) : null,
        )}
      </span>
      {parked.length + voicemails.length > 0 && (
        <Suspense fallback={null}>
          <AsideWork parked={parked} voicemails={voicemails} />
        </Suspense>
      )}
      <WorkFilter value={filter} onChange={setFilter} />
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
            <TaskRow item={item} current={onWork && chosen === item.taskId} onOpen={openTask} />
          </li>
        ))}
      </ul>
      {shown.length === 0 && episode === null && <EmptyState text={t(`empty.${filter}`)} />}
    </>
  )
}

/** On its own, like the rows: a ring changes the list's first row and must not draw the rest again. */
const WorkFilter = memo(({ value, onChange }: { value: Filter; onChange: (filter: Filter) => void }) => {
  const { t } = useTranslation('work')
  return (
    <SegmentedControl
      className={styles.filter}
      aria-label={t('filter')}
      value={value}
      onChange={(chosen) => onChange(chosen as Filter)}
      data={filters.map((one) => ({ value: one, label: t(`show.${one}`) }))}
    />
  )
})
