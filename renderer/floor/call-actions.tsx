import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useLive } from '#renderer/state/use-live.ts'
import { MonitorMode } from '#shared/protocol/call.ts'
import type { FloorCall } from '#shared/protocol/view/live-floor.ts'
import styles from './floor-page.module.css'

/** The ways into one call; none where the line has none, and none into a call with another supervisor. */
export function CallActions({ call, name }: { call: FloorCall; name: string }) {
  const { t } = useTranslation('floor')
  const { send, busy, confirmed } = useLive()
  const isIdle = useConsole(({ projection: { state } }) => state.kind === 'available' || state.kind === 'not_ready')
  if (!call.listen || call.monitor !== null) return null
  return (
    <span className={styles.actions}>
      {MonitorMode.options.map((mode) => (
        <Button
          key={mode}
          size="compact-sm"
          variant="default"
          disabled={busy || !confirmed || !isIdle}
          aria-label={t(`into.${mode}`, { name })}
          onClick={() => send({ type: 'call.monitor', callId: call.callId, mode })}
        >
          {t(`way.${mode}`)}
        </Button>
      ))}
    </span>
  )
}
