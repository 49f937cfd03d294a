import IconVoicemail from '@tabler/icons-react/dist/esm/icons/IconRecordMail.mjs'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { isConfirmed } from '#renderer/state/use-live.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Voicemail } from '#shared/protocol/view/floor.ts'
import { AsideList, AsideRow } from './aside-list.tsx'
import { LeftTime } from './left-time.tsx'
import { useQueueName } from './use-queue-name.ts'
import { useWaitingName } from './use-waiting-name.ts'

/** What callers said whom nobody served, until one of the queue's people takes it on. */
export function Voicemails({ voicemails }: { voicemails: readonly Voicemail[] }) {
  const { t } = useTranslation('work')
  return (
    <AsideList title={t('voicemail.title')}>
      {voicemails.map((one) => (
        <VoicemailRow key={one.taskId} voicemail={one} />
      ))}
    </AsideList>
  )
}

function VoicemailRow({ voicemail }: { voicemail: Voicemail }) {
  const { t } = useTranslation('work')
  const format = useFormat()
  const dispatch = useDispatch()
  const navigate = useNavigate()
  const confirmed = useConsole(isConfirmed)
  const [busy, setBusy] = useState(false)
  const { taskId, leftAt, durationMs } = voicemail
  const queue = useQueueName(voicemail.queueId)
  const name = useWaitingName(voicemail)
  const takeOn = async () => {
    setBusy(true)
    const answer = await dispatch.live({ type: 'voicemail.take', taskId }).finally(() => setBusy(false))
    if (answer.ok) void navigate({ to: '/work', search: { task: taskId } })
  }
  return (
    <AsideRow
      tone="ring"
      icon={<IconVoicemail size={16} />}
      name={name}
      detail={joinParts(
        queue,
        durationMs === null ? null : t('voicemail.length', { time: format.duration(durationMs) }),
      )}
      aside={
        <>
          <span className="visually-hidden">{t('voicemail.since')} </span>
          <LeftTime at={leftAt} />
        </>
      }
      action={{
        label: t('voicemail.take'),
        loading: busy,
        disabled: !confirmed,
        leftSection: <IconVoicemail size={15} aria-hidden="true" />,
        onClick: () => void takeOn(),
      }}
    />
  )
}
