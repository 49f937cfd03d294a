import { UnstyledButton } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { isConfirmed } from '#renderer/state/use-live.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import styles from './keypad-panel.module.css'
import { PanelFrame } from './panel-frame.tsx'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']
const letters: Readonly<Record<string, string>> = {
  2: 'ABC',
  3: 'DEF',
  4: 'GHI',
  5: 'JKL',
  6: 'MNO',
  7: 'PQRS',
  8: 'TUV',
  9: 'WXYZ',
}
/** So few at a time are never taken for a card's number, which nothing that is sent may hold. */
const mostAtOnce = 8

/**
 * Tones for whoever is talked to, by mouse and by keyboard. What was sent may be a card's or a secret number: only its
 * count and last digit are shown, and nothing is kept when the keypad closes.
 */
export function KeypadPanel({ callId, onClose }: { callId: CallId; onClose: () => void }) {
  const { t } = useTranslation('call')
  const confirmed = useConsole(isConfirmed)
  const { sent, press } = useTones(callId)
  const type = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || !keys.includes(event.key)) return
    event.preventDefault()
    if (confirmed) press(event.key)
  }
  return (
    <PanelFrame title={t('keypad.title')} onClose={onClose} onKeyDown={type}>
      <div className={styles.sent}>
        <span className="num" aria-hidden="true">
          {'•'.repeat(Math.min(24, Math.max(0, sent.count - 1)))}
          {sent.last}
        </span>
        <span className="visually-hidden" role="status">
          {sent.count > 0 && t('keypad.sent', { count: sent.count })}
        </span>
        {sent.count === 0 && <span className="small muted">{t(confirmed ? 'keypad.hint' : 'transfer.offline')}</span>}
      </div>
      <div className={styles.keys}>
        {keys.map((key) => (
          <UnstyledButton key={key} className={styles.key} disabled={!confirmed} onClick={() => press(key)}>
            <b className="num">{key}</b>
            <span className={styles.letters}>{letters[key] ?? ''}</span>
          </UnstyledButton>
        ))}
      </div>
    </PanelFrame>
  )
}

/** Sends digits in the order in which they were pressed: what comes while one is on its way goes together after it. */
function useTones(callId: CallId) {
  const dispatch = useDispatch()
  const [sent, setSent] = useState({ count: 0, last: '' })
  const waiting = useRef('')
  const sending = useRef(false)
  const flush = async () => {
    if (sending.current) return
    sending.current = true
    while (waiting.current !== '') {
      const digits = waiting.current.slice(0, mostAtOnce)
      waiting.current = waiting.current.slice(mostAtOnce)
      const answer = await dispatch.live({ type: 'call.keypad', callId, digits })
      if (answer.ok) setSent(({ count }) => ({ count: count + digits.length, last: digits.slice(-1) }))
      // half a code is worth nothing: after a refusal the agent begins again
      else waiting.current = ''
    }
    sending.current = false
  }
  const press = (key: string) => {
    waiting.current += key
    void flush()
  }
  return { sent, press }
}
