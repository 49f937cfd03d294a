import type { Icon } from '@tabler/icons-react'
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs'
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs'
import IconFileText from '@tabler/icons-react/dist/esm/icons/IconFileText.mjs'
import IconHeadsetOff from '@tabler/icons-react/dist/esm/icons/IconHeadsetOff.mjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { servesNoQueue } from '#renderer/state/selectors.ts'
import { isConfirmed } from '#renderer/state/use-live.ts'
import type { Tone } from '#renderer/ui/tone.ts'
import type { RequestedState } from '#shared/protocol/agent-state.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import styles from './ready-check.module.css'

type Choice = 'available' | 'notReady' | 'paperwork'
const looks: Record<Choice, { tone: Tone; icon: Icon; state: RequestedState | null }> = {
  available: { tone: 'ok', icon: IconCircleCheck, state: { kind: 'available' } },
  // signing in leaves an agent not ready: nothing has to be asked for
  notReady: { tone: 'idle', icon: IconCircleDashed, state: null },
  paperwork: { tone: 'idle', icon: IconFileText, state: { kind: 'not_ready', reason: 'paperwork' } },
}

/** The agent's own choice, always: nothing here makes anybody available by itself. */
export function ChooseState({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('login')
  const tell = useRefusalText()
  const dispatch = useDispatch()
  const confirmed = useConsole(isConfirmed)
  // who serves no queue is not offered to wait for calls, and is told so in the same place
  const noQueue = useConsole(servesNoQueue)
  const choices: readonly Choice[] = noQueue ? ['notReady', 'paperwork'] : ['available', 'notReady', 'paperwork']
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const [busy, setBusy] = useState(false)
  async function choose(state: RequestedState | null): Promise<void> {
    if (state === null) return onDone()
    setBusy(true)
    const answer = await dispatch.live({ type: 'agent.set-state', state })
    setBusy(false)
    if (answer.ok) onDone()
    else setRefusal(answer.refusal)
  }
  return (
    <section aria-labelledby="choose-state" style={{ marginTop: 18 }}>
      <h2 id="choose-state">{t('ready.choose')}</h2>
      <p className="muted">{t('ready.chooseExplain')}</p>
      <div className={styles.states}>
        {noQueue && (
          <div className={styles.state} data-told>
            <span data-tone="idle">
              <IconHeadsetOff size={18} aria-hidden="true" />
            </span>
            <b>{t('ready.noQueue')}</b>
            <span className="muted small">{t('ready.noQueueExplain')}</span>
          </div>
        )}
        {choices.map((choice) => {
          const { tone, icon: Shape, state } = looks[choice]
          return (
            <button
              key={choice}
              type="button"
              className={styles.state}
              disabled={busy || (state !== null && !confirmed)}
              onClick={() => void choose(state)}
            >
              <span data-tone={tone}>
                <Shape size={18} aria-hidden="true" />
              </span>
              <b>{t(`ready.${choice}`)}</b>
              <span className="muted small">{t(`ready.${choice}Explain`)}</span>
            </button>
          )
        })}
      </div>
      <p role="alert">{refusal && t('ready.refused', { reason: tell(refusal) })}</p>
    </section>
  )
}
