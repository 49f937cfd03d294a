import { Menu, UnstyledButton } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useTranslation } from 'react-i18next'
import { useConsole } from '#renderer/state/console-context.tsx'
import { readStateSince, waitsForNoCall } from '#renderer/state/selectors.ts'
import { isConfirmed, useLive } from '#renderer/state/use-live.ts'
import { Timer } from '#renderer/ui/timer.tsx'
import { noQueueLook, reasonIcon, stateLook } from './state-look.ts'
import { StateMenu } from './state-menu.tsx'
import styles from './state-pill.module.css'
import { useStateWords } from './use-state-words.ts'

/**
 * The agent's state in icon, word and time; opens the menu. A state asked for during a call stands beside it. Only the
 * face is drawn again when the state changes: the menu's layers would be paid for at every ring.
 */
export function StatePill() {
  return (
    <div className={styles.group}>
      <NextState />
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <UnstyledButton className={styles.pill}>
            <Face />
          </UnstyledButton>
        </Menu.Target>
        <StateMenu />
      </Menu>
    </div>
  )
}

/** "No queues" has no time: it is how the person is set up, not something that began. */
function Face() {
  const { t } = useTranslation('frame')
  const { nameState } = useStateWords()
  const state = useConsole((all) => all.projection.state)
  const held = useConsole((all) => all.projection.calls.some((entry) => entry.call.heldSince !== null))
  const since = useConsole((all) => readStateSince(all.projection))
  const confirmed = useConsole(isConfirmed)
  const noQueue = useConsole(waitsForNoCall)
  const look = noQueue ? noQueueLook : stateLook[held && state.kind === 'on_call' ? 'held' : state.kind]
  const Icon = state.kind === 'not_ready' && !noQueue ? reasonIcon[state.reason] : look.icon
  return (
    <span className={styles.face} data-tone={look.tone}>
      <Icon size={16} aria-hidden="true" />
      <span className="visually-hidden">{t('state.menu')}</span>
      <b>{nameState(state, { held, noQueue })}</b>
      {!confirmed && <span className={styles.unconfirmed}>{t('state.unconfirmed')}</span>}
      {!noQueue && <Timer since={since} className={styles.time} />}
      <IconChevronDown size={14} aria-hidden="true" />
    </span>
  )
}

/** "Break after this call", with its cancel. */
function NextState() {
  const { t } = useTranslation('frame')
  const { nameRequested } = useStateWords()
  const next = useConsole((all) => all.projection.next)
  const wrapUp = useConsole((all) => all.projection.state.kind === 'wrap_up')
  const { send, busy, confirmed } = useLive()
  if (next === null) return null
  const text = t(wrapUp ? 'state.nextWrap' : 'state.next', { state: nameRequested(next) })
  return (
    <span className={styles.next}>
      {text}
      <UnstyledButton
        className={styles.cancel}
        aria-label={t('state.cancelNext', { next: text })}
        disabled={busy || !confirmed}
        onClick={() => send({ type: 'agent.set-state', state: null })}
      >
        <IconX size={14} aria-hidden="true" />
      </UnstyledButton>
    </span>
  )
}
