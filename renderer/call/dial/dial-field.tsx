import { Button, TextInput } from '@mantine/core'
import IconPhoneOutgoing from '@tabler/icons-react/dist/esm/icons/IconPhoneOutgoing.mjs'
import { type FormEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDebounced } from '#renderer/search/use-debounced.ts'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import styles from './dial-field.module.css'
import { DialVerdict } from './dial-verdict.tsx'
import { listShown, type Shown, writeShown } from './list-shown.ts'
import { readVerdict } from './read-verdict.ts'
import { ShownNumber } from './shown-number.tsx'
import { useDialling } from './use-dialling.ts'

/** Longer than any number with its spaces; what is pasted beyond it is cut. */
const MOST_TYPED = 40

/** Between calls: a number typed or pasted, who that is or what stands against it, and the call. */
export function DialField() {
  const { t } = useTranslation('call')
  const verdictId = useId()
  const input = useRef<HTMLInputElement>(null)
  const keys = useShortcutLabel('dial')
  const { choices, busy, dial } = useDialling()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<Shown | null>(null)
  const shown = listShown(choices)
  // what was chosen may be gone: the first that is there stands in
  const from = shown.find((one) => chosen !== null && writeShown(one) === writeShown(chosen)) ?? shown[0]
  const number = typed.trim()
  const asked = useDebounced(number, 200)
  const check = useDeskQuery(
    'dialling.check',
    { number: asked, queueId: from?.queueId ?? null, customerId: null },
    { enabled: from !== undefined && readVerdict(asked, null).kind !== 'nothing' },
  )
  useShortcut('dial', () => input.current?.focus(), from !== undefined)
  if (from === undefined) return null
  const called = asked === number ? (check.data?.data.called ?? null) : null
  // central that does not answer is no reason to let nobody dial: it guards the call itself
  const verdict = check.error === null ? readVerdict(number, called) : ({ kind: 'nothing' } as const)
  const off = number === '' || verdict.kind === 'refused'
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!off && !busy) dial({ number, queueId: from.queueId, from: from.from })
  }
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('dial.title')}>
      <div className={styles.row}>
        <TextInput
          ref={input}
          type="tel"
          className={styles.number}
          aria-label={t('dial.number')}
          aria-keyshortcuts={keys.aria}
          aria-describedby={verdictId}
          placeholder={t('dial.number')}
          autoComplete="off"
          maxLength={MOST_TYPED}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          rightSection={typed === '' && <KeyCap keys={keys.printed} />}
          rightSectionWidth={56}
          rightSectionPointerEvents="none"
        />
        <Button
          type="submit"
          disabled={off}
          loading={busy}
          leftSection={<IconPhoneOutgoing size={15} aria-hidden="true" />}
        >
          {t('dial.call')}
        </Button>
      </div>
      <DialVerdict id={verdictId} verdict={verdict} />
      {shown.length > 1 && number !== '' && (
        <ShownNumber choices={choices} shown={shown} value={from} onChange={setChosen} />
      )}
    </form>
  )
}
