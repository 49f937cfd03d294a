import { Button } from '@mantine/core'
import IconEyeOff from '@tabler/icons-react/dist/esm/icons/IconEyeOff.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { QueryView } from '#renderer/common/query-view.tsx'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { isConfirmed } from '#renderer/state/use-live.ts'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/section.tsx'
import { scopeOf } from '#shared/domain/rights.ts'
import { AgentTable } from './agent-table.tsx'
import styles from './floor-page.module.css'
import { groupByQueue } from './group-by-queue.ts'
import { QueueCalls } from './queue-calls.tsx'

/** What happens on the floor changes by the second; nobody can read it faster than this. */
const EVERY_MS = 3_000

/** Who is here, who talks, and the way into their calls. */
export function FloorPage() {
  const mayWatch = useConsole(({ user }) => scopeOf(user.role, 'agent.read') !== null)
  return mayWatch ? <WatchedFloor /> : <NotYours />
}

/** Somebody who typed its address, and is not told to try again. */
function NotYours() {
  const { t } = useTranslation(['floor', 'frame'])
  return (
    <section className={styles.page}>
      <EmptyState
        icon={<IconEyeOff size={28} aria-hidden="true" />}
        text={t('notYours')}
        action={
          <Button component={Link} to="/work">
            {t('frame:toWork')}
          </Button>
        }
      />
    </section>
  )
}

function WatchedFloor() {
  const { t } = useTranslation('floor')
  const confirmed = useConsole(isConfirmed)
  const format = useFormat()
  // who waits is told by events, at most once a second; who talks is asked for
  const gauges = useConsole((state) => state.floor?.queues) ?? []
  const parked = useConsole((state) => state.floor?.parked) ?? []
  const voicemails = useConsole((state) => state.floor?.voicemails) ?? []
  const queues = useConsole((state) => state.catalog?.queues) ?? []
  const query = useDeskQuery('floor.live', {}, { everyMs: EVERY_MS })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className={styles.page} aria-label={t('title')} tabIndex={0}>
      <h1>{t('title')}</h1>
      {!confirmed && <p role="status">{t('offline')}</p>}
      <QueryView query={query}>
        {({ data, asOf }) => (
          <>
            <Section
              title={t('calls.title', { count: data.calls.length })}
              aside={<span className="muted small num">{t('asOf', { time: format.second(asOf) })}</span>}
            >
              {data.calls.length === 0 && <EmptyState text={t('calls.empty')} />}
            </Section>
            {groupByQueue(
              data.calls,
              gauges,
              { parked, voicemails },
              queues.map(({ queueId }) => queueId),
            ).map((group) => (
              <QueueCalls key={group.queueId} group={group} agents={data.agents} />
            ))}
            <Section title={t('agents.title', { count: data.agents.length })}>
              {data.agents.length === 0 ? (
                <EmptyState icon={<IconUsers size={22} aria-hidden="true" />} text={t('agents.empty')} />
              ) : (
                <AgentTable agents={data.agents} />
              )}
            </Section>
          </>
        )}
      </QueryView>
    </section>
  )
}
