import { Button, TextInput } from '@mantine/core'
import IconPhoneOutgoing from '@tabler/icons-react/dist/esm/icons/IconPhoneOutgoing.mjs'
import { type FormEvent, type KeyboardEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ContactStates } from '#renderer/call/contacts/contact-states.tsx'
import { useContacts } from '#renderer/call/contacts/use-contacts.ts'
import { TargetList } from '#renderer/call/panel/target-list.tsx'
import { useChoice } from '#renderer/call/panel/use-choice.ts'
import { readTypedNumber } from '#renderer/common/read-typed-number.ts'
import { useConsole } from '#renderer/state/console-context.tsx'
import { useShortcut, useShortcutLabel } from '#renderer/state/use-shortcut.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import styles from './dial-field.module.css'
import { DialVerdict } from './dial-verdict.tsx'
import { listShown, type Shown, writeShown } from './list-shown.ts'
import { ShownNumber } from './shown-number.tsx'
import { useDialling } from './use-dialling.ts'
import { useVerdict } from './use-verdict.ts'

/** Longer than any number with its spaces; what is pasted beyond it is cut. */
const MOST_TYPED = 40

/**
 * Between calls: a number typed or pasted, or a name and whose number that is, what stands against it, and the call.
 * A whole number is called as it stands; of who fits a name the first is chosen.
 */
export function DialField() {
  const { t } = useTranslation('call')
  const [verdictId, listId] = [useId(), useId()]
  const input = useRef<HTMLInputElement>(null)
  const keys = useShortcutLabel('dial')
  const { choices, busy, dial } = useDialling()
  const homeRegion = useConsole((state) => state.catalog?.defaultRegion ?? 'US')
  const [typed, setTyped] = useState('')
  const [picked, setPicked] = useState<Shown | null>(null)
  const shown = listShown(choices)
  // what was picked may be gone: the first that is there stands in
  const from = shown.find((one) => picked !== null && writeShown(one) === writeShown(picked)) ?? shown[0]
  const whole = readTypedNumber(typed, homeRegion).kind === 'number'
  const named = /\p{L}/u.test(typed)
  const { contacts, search } = useContacts(from === undefined || whole ? '' : typed)
  const { line: contact, choose, move, forget } = useChoice(contacts, named)
  const number = contact?.number ?? typed.trim()
  const customerId = contact?.contact?.customerId ?? null
  const queueId = from?.queueId ?? null
  const verdict = useVerdict({ number: from === undefined ? '' : number, queueId, customerId, callId: null })
  useShortcut('dial', () => input.current?.focus(), from !== undefined)
  if (from === undefined) return null
  // a name is no number: somebody who has it must be chosen
  const bare = named && contact === undefined && verdict.kind === 'nothing'
  const off = number === '' || verdict.kind === 'refused' || bare
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!off && !busy) dial({ number, customerId, queueId: from.queueId, from: from.from })
  }
  const type = (text: string) => {
    setTyped(text)
    forget()
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Escape' && typed !== '') type('')
    else return
    event.preventDefault()
  }
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('dial.title')}>
      <div className={styles.row}>
        <TextInput
          ref={input}
          role="combobox"
          className={styles.number}
          aria-label={t('dial.number')}
          aria-expanded={contacts.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={contact === undefined ? undefined : `${listId}-${contact.id}`}
          aria-keyshortcuts={keys.aria}
          aria-describedby={verdictId}
          placeholder={t('dial.number')}
          autoComplete="off"
          spellCheck={false}
          maxLength={MOST_TYPED}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
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
      <div className={styles.contacts} tabIndex={contacts.length > 0 ? 0 : -1}>
        <TargetList id={listId} targets={contacts} chosen={contact?.id ?? null} onChoose={choose} />
        <ContactStates search={search} tellNone={named} />
      </div>
      {shown.length > 1 && number !== '' && (
        <ShownNumber choices={choices} shown={shown} value={from} onChange={setPicked} />
      )}
    </form>
  )
}
