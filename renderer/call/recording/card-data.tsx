import { Button } from '@mantine/core'
import IconCreditCard from '@tabler/icons-react/dist/esm/icons/IconCreditCard.mjs'
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs'
import IconLockOpen from '@tabler/icons-react/dist/esm/icons/IconLockOpen.mjs'
import { useTranslation } from 'react-i18next'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import type { CallFacts } from '#shared/protocol/call.ts'
import styles from './card-data.module.css'
import type { CardDataMode } from './read-card-data.ts'
import { RecordingMark } from './recording-mark.tsx'
import { useCardData } from './use-card-data.ts'

const tones = { off: undefined, locked: 'bad', open: 'ok' } as const

/**
 * The recording light of a call and the mode in which its customer says their card data: locked until the line has
 * confirmed the pause. It is for the voice only, no field takes a card.
 */
export function CardData({ call, disabled }: { call: CallFacts; disabled: boolean }) {
  const { t } = useTranslation('call')
  const { mode, busy, begin, end } = useCardData(call)
  const keys = useShortcutLabel('pause-recording')
  const isOff = mode.kind === 'off'
  const toggle = isOff ? begin : end
  useShortcut('pause-recording', toggle, !busy && !disabled)
  const mayRetry = mode.kind === 'locked' && (mode.why === 'late' || mode.why === 'refused')
  return (
    <div className={styles.strip} data-tone={tones[mode.kind]}>
      <div className={styles.said} role="status">
        <RecordingMark state={call.recording.state} />
        {mode.kind !== 'off' && <Verdict mode={mode} />}
      </div>
      <div className={styles.actions}>
        {mayRetry && (
          <Button size="compact-xs" disabled={disabled || busy} onClick={begin}>
            {t('cardData.retry')}
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          disabled={disabled}
          onClick={toggle}
          aria-keyshortcuts={keys.aria}
          leftSection={isOff && <IconCreditCard size={14} aria-hidden="true" />}
          rightSection={<KeyCap keys={keys.printed} />}
        >
          {t(isOff ? 'cardData.begin' : endWord(mode))}
        </Button>
      </div>
    </div>
  )
}

/** Locked or open, why, and what is covered meanwhile. */
function Verdict({ mode }: { mode: Exclude<CardDataMode, { kind: 'off' }> }) {
  const { t } = useTranslation('call')
  const Icon = mode.kind === 'open' ? IconLockOpen : IconLock
  return (
    <>
      <b className={styles.verdict}>
        <Icon size={16} aria-hidden="true" />
        {t(`cardData.${mode.kind}`)}
      </b>
      <span>{t(`cardData.why.${mode.why}`)}</span>
      <span className="muted">{t('cardData.covered')}</span>
    </>
  )
}

function endWord(mode: CardDataMode) {
  if (mode.kind === 'open') return mode.why === 'paused' ? 'cardData.resume' : 'cardData.done'
  return mode.kind === 'locked' && mode.why === 'resuming' ? 'cardData.resume' : 'cardData.cancel'
}
